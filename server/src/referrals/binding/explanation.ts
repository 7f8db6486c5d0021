import { beijingMinute, type AttributionReason, type TouchDecision } from '@siyu/shared';

type Facts = TouchDecision['facts'];

/** Each decision in words: an operator need not know the codes. */
const WHY: Record<AttributionReason, (facts: Facts) => string> = {
  FIRST_BINDING: (facts) => `首次绑定：${bound(facts)}`,
  BOUND_AFTER_LAPSE: (facts) => `原绑定已过有效期，重新绑定：${bound(facts)}`,
  BOUND_AFTER_FREEZE: (facts) => `原邀请人已注销，重新绑定：${bound(facts)}`,
  TAKEN_OVER: (facts) => `原绑定已过保护期，按“末次点击”改绑：${bound(facts)}`,
  ALREADY_BOUND: ({ boundAt }) =>
    `已于 ${time(boundAt)} 绑定给同一邀请人，不重复绑定、不延长有效期`,
  SELF: () => '打开的是自己的分享链接，不绑定',
  SAME_PERSON: () => '邀请人与顾客在微信下是同一人（unionid 相同），不绑定',
  CIRCLE: () => '邀请人正是这位顾客邀请来的，不能互相绑定',
  OWNER_GONE: () => '邀请人已注销或渠道已关闭，不绑定',
  TOUCH_TOO_OLD: ({ touchedAt, days }) =>
    `链接在 ${time(touchedAt)} 打开，已超过 ${days} 天，不绑定`,
  NOT_NEW: () => '顾客此前已下过单，规则只绑定新客',
  PROTECTED: ({ until }) => `顾客已绑定其他邀请人，保护期至 ${time(until)}，不改绑`,
  FIRST_TOUCH_STANDS: ({ until }) => `规则为“首次点击”，原绑定有效至 ${time(until)}，不改绑`,
  ANOTHER_TOUCH_WON: ({ touch, wonAt }) =>
    `规则为“${touch === 'first' ? '首次' : '末次'}点击”，${time(wonAt)} 打开的链接优先`,
};

/** Why a touch led to what it led to, in Chinese. */
export function explanationOf(reason: AttributionReason, facts: Facts): string {
  return WHY[reason](facts);
}

function bound({ touchedAt, protectedUntil, validUntil }: Facts): string {
  const [touched, safe, valid] = [touchedAt, protectedUntil, validUntil].map(time);
  return `${touched} 打开链接，保护期至 ${safe}，有效期至 ${valid}`;
}

function time(at: string | number | undefined): string {
  return at === undefined ? '' : beijingMinute(new Date(at));
}
