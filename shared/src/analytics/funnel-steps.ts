import { TRACKED_NAMES } from '../tracking/tracked-events.js';

/** What the shop itself knows to have happened, whatever a phone tells. */
export const SERVER_FACTS = [
  'link-opened',
  'registered',
  'order-placed',
  'order-paid',
  'order-completed',
  'order-refunded',
  'friend-bound',
] as const;
export type ServerFact = (typeof SERVER_FACTS)[number];

/** Everything that can be a step of a funnel. */
export const FUNNEL_STEPS = [...TRACKED_NAMES, ...SERVER_FACTS] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** Whether a phone tells of it. */
export function isTracked(step: FunnelStep): step is (typeof TRACKED_NAMES)[number] {
  return (TRACKED_NAMES as readonly string[]).includes(step);
}
