/** What one person did, in the order of time: `names[i]` at `times[i]`, in milliseconds. */
export interface Deeds {
  names: ArrayLike<number>;
  times: ArrayLike<number>;
}

/** Steps one after another, each a name; an attempt begins within the period. */
export interface FunnelRule {
  steps: readonly number[];
  /** From the first step to any later one, at most. */
  windowMs: number;
  fromMs: number;
  /** Not itself in the period. */
  untilMs: number;
}

/**
 * When the attempt that counts reached its steps; nothing for somebody who never began. Each step
 * is another deed than those before it, and not earlier; it is taken as soon as it can be. Of
 * somebody’s attempts the one that goes furthest counts, and of those the first.
 */
export function attemptOf(deeds: Deeds, rule: FunnelRule): number[] {
  const places = rule.steps.map(() => 0);
  let [best, most]: [number[], number] = [[], rule.steps.length];
  for (let at = 0; at < deeds.times.length && best.length < most; at++) {
    if (!begins(deeds, rule, at)) continue;
    // It would have to reach a step that lies beyond its window.
    const next = best.length === 0 ? 0 : (deeds.times[places[best.length] ?? 0] ?? 0);
    if ((deeds.times[at] ?? 0) + rule.windowMs < next) continue;
    const reached = reachedFrom(deeds, rule, { at, places });
    if (reached.length > best.length) best = reached;
    // Where a step is not to be found any more, no later attempt gets beyond it.
    if (places[reached.length] === deeds.times.length) most = Math.min(most, reached.length);
  }
  return best;
}

function begins({ names, times }: Deeds, { steps, fromMs, untilMs }: FunnelRule, at: number) {
  const time = times[at] ?? 0;
  return names[at] === steps[0] && time >= fromMs && time < untilMs;
}

/**
 * Of the attempt that begins with a deed. A later attempt reaches no step earlier, so that where one
 * was looked for, `places`, the next goes on: all attempts together read each deed once a step.
 */
function reachedFrom(
  deeds: Deeds,
  { steps, windowMs }: FunnelRule,
  { at, places }: { at: number; places: number[] },
): number[] {
  const begun = deeds.times[at] ?? 0;
  const used = [at];
  const reached = [begun];
  for (let step = 1; step < steps.length; step++) {
    const wanted = { name: steps[step] ?? -1, fromMs: reached[step - 1] ?? begun };
    places[step] = placeOf(deeds, wanted, places[step] ?? 0);
    let place = places[step] ?? 0;
    while (used.includes(place)) place = placeOf(deeds, wanted, place + 1);
    const time = deeds.times[place];
    if (time === undefined || time > begun + windowMs) break;
    used.push(place);
    reached.push(time);
  }
  return reached;
}

/** Where the first deed of a name is that is not earlier; the end when there is none. */
function placeOf(
  { names, times }: Deeds,
  { name, fromMs }: { name: number; fromMs: number },
  from: number,
): number {
  let place = from;
  while (place < times.length && (names[place] !== name || (times[place] ?? 0) < fromMs)) place++;
  return place;
}
