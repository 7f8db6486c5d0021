import type { Page, Segment, SegmentMember, SegmentRule, Tagged, Tagging } from '@siyu/shared';
import type { TestOperator } from './operator.js';

type Condition = SegmentRule['of'][number];

/** Whoever meets all of these. */
export const all = (...of: Condition[]): SegmentRule => ({ match: 'all', of });

/** A tag that nobody has yet. */
export function aTag(operator: TestOperator, name = '老客户'): Promise<Segment> {
  return operator.post('/ops/segments', { kind: 'tag', name });
}

/** A segment of whoever meets all of these now. */
export function aSegment(operator: TestOperator, ...of: Condition[]): Promise<Segment> {
  return operator.post('/ops/segments', { kind: 'rule', name: '人群', rule: all(...of) });
}

export function tagged(
  operator: TestOperator,
  { id }: Pick<Segment, 'id'>,
  tagging: Partial<Tagging>,
): Promise<Tagged> {
  return operator.post(`/ops/segments/${id}/members`, tagging);
}

/** Who is in a segment, by their ids. */
export async function membersOf(
  operator: TestOperator,
  { id }: Pick<Segment, 'id'>,
): Promise<string[]> {
  const path = `/ops/segments/${id}/members?limit=50`;
  return (await operator.get<Page<SegmentMember>>(path)).items.map(({ shopperId }) => shopperId);
}
