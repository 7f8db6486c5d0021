import { Inject, Injectable } from '@nestjs/common';
import type { Identifier, IdentifierKind, PersonPage } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { maskOpenid, maskPhone } from '../../platform/mask.js';
import { Refusal } from '../../platform/refusal.js';
import { shopperById } from '../shopper.store.js';
import { alsoBearing, identifiersOf, type IdentifierRow } from './identifier.store.js';
import { People } from './people.service.js';
import { linksAt } from './person-link.store.js';
import { shownLink } from './person-links.service.js';

/** What several accounts can have. */
const SHARED: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  ...(['unionid', 'phone', 'installation', 'anonymous'] as const),
]);

/** Everything that says who somebody is, and why. */
@Injectable()
export class PersonPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly people: People,
  ) {}

  /** The person behind an account. @throws Refusal MEMBER_NOT_FOUND */
  async of(shopperId: string): Promise<PersonPage> {
    const db = this.db.manager;
    if (!(await shopperById(db, shopperId))) throw new Refusal('MEMBER_NOT_FOUND');
    const shopperIds = await this.people.accountsOf(db, [shopperId]);
    const found = await identifiersOf(db, shopperIds);
    const bearers = await this.bearersOf(found);
    return {
      personId: shopperIds[0] ?? shopperId,
      shopperIds,
      identifiers: found.map((row) => shown(row, bearers)),
      links: (await linksAt(db, shopperIds)).map(shownLink),
    };
  }

  private async bearersOf(found: readonly IdentifierRow[]): Promise<Map<string, string[]>> {
    const values = found.filter(({ kind }) => SHARED.has(kind)).map(({ value }) => value);
    const all = new Map<string, string[]>();
    if (values.length === 0) return all;
    for (const { shopperId, ...of } of await alsoBearing(this.db.manager, values)) {
      all.set(keyOf(of), [...(all.get(keyOf(of)) ?? []), shopperId]);
    }
    return all;
  }
}

function keyOf({ kind, value }: { kind: IdentifierKind; value: string }): string {
  return `${kind} ${value}`;
}

function shown(row: IdentifierRow, bearers: ReadonlyMap<string, string[]>): Identifier {
  const { kind, value, shopperId } = row;
  const others = (bearers.get(keyOf(row)) ?? []).filter((id) => id !== shopperId);
  const masked: Partial<Record<IdentifierKind, string>> = {
    phone: maskPhone(value),
    openid: maskOpenid(value),
    unionid: maskOpenid(value),
  };
  return {
    ...row,
    value: masked[kind] ?? value,
    since: row.since?.toISOString() ?? null,
    alsoOf: others.sort(),
  };
}
