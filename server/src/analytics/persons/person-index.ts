import { assert } from '@siyu/shared';
import type { Whose } from './person.store.js';

const ITSELF = 0;
const SEVERAL = 2 ** 32 - 1;

interface Login {
  at: number;
  person: number;
}

/**
 * Which person a number or id stands for, each a whole number. What was done on a device before
 * anybody logged in is of whoever logged in on it next, for the first time; what comes later, of
 * whoever did so last. A shopper is a person, and so is a device on which nobody ever logged in.
 */
export class PersonIndex {
  private readonly owners: Uint32Array;
  private readonly logins = new Map<number, Login[]>();
  private readonly others = new Map<string, number>();
  private readonly last: number;

  /** @param logins of all devices, the first first */
  constructor(last: number, logins: readonly (Whose & { device: number; at: number })[]) {
    // Who is numbered while this is read comes after.
    this.last = logins.reduce((most, { device, no }) => Math.max(most, device, no ?? 0), last);
    this.owners = new Uint32Array(this.last + 1);
    for (const login of logins) this.note(login);
  }

  /** Persons are whole numbers below this, as far as any has been asked for. */
  get size(): number {
    return this.last + this.others.size + 1;
  }

  /** Who did something that is packed under a number. */
  ofNumber(no: number, at: number): number {
    const owner = this.owners[no] ?? ITSELF;
    if (owner === ITSELF) return no <= this.last ? no : this.ofId(`number ${no}`);
    return owner === SEVERAL ? ownerAt(this.logins.get(no) ?? [], at) : owner;
  }

  of({ no, id }: Whose, at: number): number {
    if (no !== null) return this.ofNumber(no, at);
    assert(id !== null, 'neither a number nor an id');
    return this.ofId(id);
  }

  private ofId(id: string): number {
    const known = this.others.get(id);
    if (known !== undefined) return known;
    this.others.set(id, this.size);
    return this.size - 1;
  }

  private note({ device, at, ...whose }: Whose & { device: number; at: number }): void {
    const person = whose.no ?? this.of(whose, at);
    const before = this.logins.get(device);
    if (before) before.push({ at, person });
    else this.logins.set(device, [{ at, person }]);
    this.owners[device] = before ? SEVERAL : person;
  }
}

function ownerAt(logins: readonly Login[], at: number): number {
  const next = logins.find((login) => login.at >= at) ?? logins.at(-1);
  assert(next, 'a device of several without a login');
  return next.person;
}
