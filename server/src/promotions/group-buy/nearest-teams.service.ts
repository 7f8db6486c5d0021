import { Inject, Injectable } from '@nestjs/common';
import type { NearestTeam, NearestTeams, QuotedSku } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { Clock } from '../../platform/clock.js';
import { teamsNearest, type PricedTeam } from './team.store.js';
import { openTeamView, pricesOf, productOf } from './team-view.js';

/** Teams on the front page. */
const NEAREST_MAX = 6;

/** Teams that miss few people, for the front page; the same for everyone. */
@Injectable()
export class NearestTeamsPage {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly skus: SkuFacts,
  ) {}

  /** One team a product, of people who have paid. In two statements. */
  async show(): Promise<NearestTeams> {
    const now = this.clock.now();
    const teams = await teamsNearest(this.db.manager, now, NEAREST_MAX);
    const skuIds = teams.flatMap(({ skuId, rule }) => [
      skuId,
      ...rule.prices.map((price) => price.skuId),
    ]);
    const facts = await this.skus.find(this.db.manager, skuIds);
    const shown = teams.flatMap((team) => nearestOf(team, facts));
    return { serverTime: now.toISOString(), teams: shown };
  }
}

/** Nothing of a team whose goods are off sale, or no longer in its campaign. */
function nearestOf(team: PricedTeam, facts: ReadonlyMap<string, QuotedSku>): NearestTeam[] {
  const [first, ...others] = pricesOf(team.rule, facts, team.productId).sort(
    (a, b) => a.priceFen - b.priceFen,
  );
  if (!first) return [];
  const { isMine: _, ...open } = openTeamView(team, null);
  return [
    {
      ...open,
      product: productOf(team, facts),
      priceFen: first.priceFen,
      ordinaryPriceFen: first.ordinaryPriceFen,
      priceVaries: others.some(({ priceFen }) => priceFen > first.priceFen),
    },
  ];
}
