import { z } from 'zod';
import { fenSchema, idSchema, instantSchema, pageQuerySchema } from '../common.js';
import { SEAT_STATES, TEAM_STATES } from '../../promotions/team.js';
import { specialPriceSchema, SPECIAL_PRICES_MAX } from './newcomer.js';

const PEOPLE_MAX = 100;
const peopleSchema = z.number().int().min(2).max(PEOPLE_MAX);
const ladderStepSchema = z.strictObject({
  people: peopleSchema,
  offBps: z.number().int().min(1).max(9_900),
});

/** The leader pays no more than the others; null: as much. */
const leaderPriceSchema = specialPriceSchema
  .extend({ leaderPriceFen: fenSchema.nullable() })
  .refine(({ priceFen, leaderPriceFen }) => leaderPriceFen === null || leaderPriceFen <= priceFen, {
    message: 'the leader pays no more than the others',
    path: ['leaderPriceFen'],
  });

export const groupBuyRuleSchema = z
  .strictObject({
    size: peopleSchema,
    hours: z.number().int().min(1).max(168),
    prices: z.array(leaderPriceSchema).min(1).max(SPECIAL_PRICES_MAX),
    /** 阶梯: basis points of what was paid that go back at the close, for so many people. */
    ladder: z.array(ladderStepSchema).max(5).default([]),
    newcomersJoin: z.boolean().default(false),
    perOrderMax: z.number().int().min(1).max(99).default(1),
    perPersonMax: z.number().int().min(1).max(999).default(1),
    latePayer: z.enum(['seat-elsewhere', 'refund']).default('seat-elsewhere'),
    /** A team this full at its end is completed by the system; null, the default, never. */
    systemCompletesFromBps: z.number().int().min(1).max(9_999).nullable().default(null),
    payWithinMinutes: z.number().int().min(5).max(120).default(15),
  })
  .refine(
    ({ ladder, size }) =>
      ladder.every(
        (step, at) =>
          step.people > (ladder[at - 1]?.people ?? size - 1) &&
          step.offBps > (ladder[at - 1]?.offBps ?? 0),
      ),
    { message: 'the ladder ascends from the size on', path: ['ladder'] },
  );

/** The rules of a group buy as shoppers must be told them, and its prices for one product. */
export const groupBuyOfferSchema = z.object({
  campaignId: idSchema,
  name: z.string(),
  endsAt: instantSchema,
  size: z.number().int(),
  /** Hours a team has to gather. */
  hours: z.number().int(),
  /** At the close `offBps` of what was paid goes back to everyone, for so many people. */
  ladder: z.array(ladderStepSchema),
  newcomersJoin: z.boolean(),
  perOrderMax: z.number().int(),
  perPersonMax: z.number().int(),
  latePayer: z.enum(['seat-elsewhere', 'refund']),
  /** People who must have paid for the system to complete a team at its end; null: it never does. */
  systemCompletesFrom: z.number().int().nullable(),
  prices: z.array(
    specialPriceSchema.extend({
      leaderPriceFen: fenSchema.nullable(),
      ordinaryPriceFen: fenSchema,
      optionText: z.string(),
    }),
  ),
});
export type GroupBuyOffer = z.infer<typeof groupBuyOfferSchema>;

/** A team one could join, on a product page. */
export const openTeamSchema = z.object({
  id: idSchema,
  campaignId: idSchema,
  size: z.number().int(),
  seatsMax: z.number().int(),
  paid: z.number().int(),
  /** People who are still needed; 0 where more than enough may join. */
  missing: z.number().int(),
  expiresAt: instantSchema,
  newcomersJoin: z.boolean(),
  /** Whether whoever asks leads it. */
  isMine: z.boolean(),
});
export type OpenTeam = z.infer<typeof openTeamSchema>;

/** A team on the front page: as it is for everybody, with what it buys. */
export const nearestTeamSchema = openTeamSchema.omit({ isMine: true }).extend({
  product: z.object({ id: idSchema, title: z.string(), pictureUrl: z.string().nullable() }),
  /** What one pays who joins, and what that SKU costs alone; of several the lowest. */
  priceFen: fenSchema,
  ordinaryPriceFen: fenSchema,
  priceVaries: z.boolean(),
});
export type NearestTeam = z.infer<typeof nearestTeamSchema>;
export const nearestTeamsSchema = z.object({
  /** Counts down by this, not by the device's clock (`serverNow`). */
  serverTime: instantSchema,
  /** One a product: those that miss the fewest people first, then the soonest to end. */
  teams: z.array(nearestTeamSchema),
});
export type NearestTeams = z.infer<typeof nearestTeamsSchema>;

export const groupBuyQuerySchema = z.strictObject({ productId: idSchema });
export const productGroupBuySchema = z.object({
  serverTime: instantSchema,
  /** Live group buys of this product, by priority. */
  offers: z.array(groupBuyOfferSchema),
  /** Teams that may be joined now, the fullest first. */
  teams: z.array(openTeamSchema),
});
export type ProductGroupBuy = z.infer<typeof productGroupBuySchema>;

/** Someone in a team: nothing personal, their place in the order of paying. */
export const teamMemberSchema = z.object({
  number: z.number().int(),
  paidAt: instantSchema,
  isLeader: z.boolean(),
  isMe: z.boolean(),
  /** Whose money went back after the team had succeeded; the others are not touched by it. */
  isRefunded: z.boolean(),
});
/** The seat of whoever asks. */
export const mySeatSchema = z.object({
  orderId: idSchema,
  state: z.enum(SEAT_STATES),
  isLeader: z.boolean(),
});

export const teamSchema = z.object({
  serverTime: instantSchema,
  id: idSchema,
  campaignId: idSchema,
  state: z.enum(TEAM_STATES),
  /** 系统成团: it was short of people and the shop completed it; nobody is counted who is not there. */
  completedBySystem: z.boolean(),
  size: z.number().int(),
  seatsMax: z.number().int(),
  paid: z.number().int(),
  missing: z.number().int(),
  /** Seats that are free now; those held by unpaid orders are not. */
  seatsLeft: z.number().int(),
  expiresAt: instantSchema,
  closedAt: instantSchema.nullable(),
  newcomersJoin: z.boolean(),
  ladder: z.array(ladderStepSchema),
  /** What the ladder gives back for as many as have paid. */
  offBps: z.number().int(),
  systemCompletesFrom: z.number().int().nullable(),
  product: z.object({ id: idSchema, title: z.string(), pictureUrl: z.string().nullable() }),
  /** What one pays who joins now; empty once nobody can. */
  prices: groupBuyOfferSchema.shape.prices,
  members: z.array(teamMemberSchema),
  mySeat: mySeatSchema.nullable(),
  /** Why whoever asks may not join, or null; without a session, as a newcomer is answered. */
  refusal: z.string().nullable(),
  /** What a share card carries; the path says who shared it. */
  share: z.object({ title: z.string(), path: z.string() }),
});
export type TeamAnswer = z.infer<typeof teamSchema>;

/** A team of one's own, in a list. */
export const myTeamSchema = z.object({
  id: idSchema,
  orderId: idSchema,
  seat: z.enum(SEAT_STATES),
  state: z.enum(TEAM_STATES),
  completedBySystem: z.boolean(),
  isLeader: z.boolean(),
  size: z.number().int(),
  paid: z.number().int(),
  missing: z.number().int(),
  expiresAt: instantSchema,
  product: teamSchema.shape.product,
});
export type MyTeam = z.infer<typeof myTeamSchema>;
export const myTeamsQuerySchema = pageQuerySchema;
