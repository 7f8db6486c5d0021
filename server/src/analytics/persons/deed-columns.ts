import type { Deeds } from '@siyu/shared';

/** Where a few deeds are sorted by hand, more are by the language. */
const FEW = 32;

/** Many deeds of many persons, in columns of whole numbers: some 13 bytes each. */
export class DeedColumns {
  private persons = new Uint32Array(1_024);
  private names = new Uint8Array(1_024);
  private times = new Float64Array(1_024);
  private count = 0;

  add(person: number, name: number, time: number): void {
    if (this.count === this.times.length) this.grow();
    this.persons[this.count] = person;
    this.names[this.count] = name;
    this.times[this.count++] = time;
  }

  /** The deeds of each person in the order of time; persons are below `size`. */
  *byPerson(size: number): Generator<Deeds & { person: number }> {
    const { starts, names, times } = this.placed(size);
    for (let person = 0; person < size; person++) {
      const [from, until] = [starts[person] ?? 0, starts[person + 1] ?? 0];
      if (from === until) continue;
      const deeds = { names: names.subarray(from, until), times: times.subarray(from, until) };
      inOrder(deeds.names, deeds.times);
      yield { person, ...deeds };
    }
  }

  /** Each person's deeds side by side: counted first, then put where they belong. */
  private placed(size: number) {
    const starts = new Uint32Array(size + 1);
    const startOf = (person: number) => starts[person] ?? 0;
    for (let at = 0; at < this.count; at++) {
      const after = (this.persons[at] ?? 0) + 1;
      starts[after] = startOf(after) + 1;
    }
    for (let person = 0; person < size; person++) {
      starts[person + 1] = startOf(person + 1) + startOf(person);
    }
    const next = starts.slice();
    const [names, times] = [new Uint8Array(this.count), new Float64Array(this.count)];
    for (let at = 0; at < this.count; at++) {
      const person = this.persons[at] ?? 0;
      const place = next[person] ?? 0;
      next[person] = place + 1;
      names[place] = this.names[at] ?? 0;
      times[place] = this.times[at] ?? 0;
    }
    return { starts, names, times };
  }

  private grow(): void {
    const length = this.times.length * 2;
    const { persons, names, times } = this;
    (this.persons = new Uint32Array(length)).set(persons);
    (this.names = new Uint8Array(length)).set(names);
    (this.times = new Float64Array(length)).set(times);
  }
}

function inOrder(names: Uint8Array, times: Float64Array): void {
  if (times.length > FEW) return sortMany(names, times);
  for (let at = 1; at < times.length; at++) {
    const [name, time] = [names[at] ?? 0, times[at] ?? 0];
    let place = at;
    for (; place > 0 && (times[place - 1] ?? 0) > time; place--) {
      times[place] = times[place - 1] ?? 0;
      names[place] = names[place - 1] ?? 0;
    }
    [names[place], times[place]] = [name, time];
  }
}

function sortMany(names: Uint8Array, times: Float64Array): void {
  const [oldNames, oldTimes] = [names.slice(), times.slice()];
  const order = Uint32Array.from(times, (_, at) => at);
  order.sort((one, other) => (oldTimes[one] ?? 0) - (oldTimes[other] ?? 0));
  order.forEach((from, to) => {
    names[to] = oldNames[from] ?? 0;
    times[to] = oldTimes[from] ?? 0;
  });
}
