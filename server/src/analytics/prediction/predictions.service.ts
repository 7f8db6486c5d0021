import { Inject, Injectable } from '@nestjs/common';
import {
  aliveProbability,
  beijingDay,
  predict,
  type CustomerPrediction,
  type FitResult,
  type PurchaseHistory,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { People } from '../../identity/people/people.service.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { historiesOf, type CustomerHistory } from './history.store.js';
import { usableFit } from './prediction-fit.store.js';

const WEEK_MS = 7 * 86_400_000;

/** What is foreseen of customers by the last fit that succeeded, from what they bought till now. */
@Injectable()
export class Predictions {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly people: People,
  ) {}

  /**
   * Of the person a shopper is, or of a customer of another system who is none, in so many days to
   * come.
   * @throws Refusal NOT_FOUND when they bought nothing
   */
  async of(customerId: string, days: number): Promise<CustomerPrediction> {
    const known = (await this.historiesOf([customerId])).get(customerId);
    if (!known) throw new Refusal('NOT_FOUND');
    const models = await this.models();
    const { repeatFen, ...told } = known;
    const history = { ...this.historyOf(known), repeatFen };
    return { ...told, customerId, prediction: models && predict(models, history, days) };
  }

  /** How probable it is that these still are customers; all are missing while there is no fit. */
  async aliveOf(customerIds: readonly string[]): Promise<Map<string, number>> {
    const models = await this.models();
    if (models === null) return new Map();
    const known = await this.historiesOf(customerIds);
    return new Map(
      [...known].map(([id, one]) => [id, aliveProbability(models.bgNbd, this.historyOf(one))]),
    );
  }

  /** By each of these ids, what the person behind it bought under all their accounts. */
  private async historiesOf(customerIds: readonly string[]): Promise<Map<string, CustomerHistory>> {
    const db = this.db.manager;
    const persons = await this.people.personIdsOf(db, customerIds);
    const accounts = await this.people.accountsOf(db, customerIds);
    const known = await historiesOf(db, accounts, this.today());
    return new Map(
      [...persons].flatMap(([id, personId]) => {
        const history = known.get(personId);
        return history ? [[id, history] as const] : [];
      }),
    );
  }

  private async models() {
    const fit = await usableFit(this.db.manager);
    const { bgNbd, gammaGamma }: Partial<FitResult> = fit?.result ?? {};
    return bgNbd?.model ? { bgNbd: bgNbd.model, gammaGamma: gammaGamma?.model ?? null } : null;
  }

  private historyOf({ firstDay, lastDay, purchaseDays }: CustomerHistory): PurchaseHistory {
    const weeksUntil = (day: string) => (Date.parse(day) - Date.parse(firstDay)) / WEEK_MS;
    return {
      repeats: purchaseDays - 1,
      lastAtWeeks: weeksUntil(lastDay),
      ageWeeks: weeksUntil(this.today()),
    };
  }

  private today(): string {
    return beijingDay(this.clock.now());
  }
}
