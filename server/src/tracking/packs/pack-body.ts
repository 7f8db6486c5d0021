import { grouped, type TrackedName } from '@siyu/shared';
import type { EventPack, PersonEvent } from './event-pack.store.js';

/** Half a megabyte: more of a name and day are several packs. */
export const PACK_EVENTS_MAX = 65_536;

/** Events of a day by name, as packs: two whole numbers of 32 bits an event, who and when. */
export function packed(day: string, events: readonly PersonEvent[]): EventPack[] {
  return [...grouped(events, ({ name }) => name)].flatMap(([name, ofName]) =>
    Array.from({ length: Math.ceil(ofName.length / PACK_EVENTS_MAX) }, (_, part) =>
      packOf(
        { day, name, part },
        ofName.slice(part * PACK_EVENTS_MAX, (part + 1) * PACK_EVENTS_MAX),
      ),
    ),
  );
}

function packOf(
  of: { day: string; name: TrackedName; part: number },
  events: readonly PersonEvent[],
): EventPack {
  const numbers = new Uint32Array(events.length * 2);
  events.forEach(({ personNo, ms }, at) => numbers.set([personNo, ms], at * 2));
  return { ...of, events: events.length, body: Buffer.from(numbers.buffer) };
}

/** The numbers of a pack, two an event. */
export function unpacked(body: Buffer): Uint32Array {
  // The driver's bytes may begin at an odd place of its buffer.
  const { buffer } = new Uint8Array(body);
  return new Uint32Array(buffer);
}
