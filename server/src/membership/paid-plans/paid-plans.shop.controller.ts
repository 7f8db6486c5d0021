import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  paidMembershipSchema,
  paidPlansSchema,
  paidReminderSchema,
  payAnswerSchema,
  placePlanPurchaseSchema,
  planPurchaseSchema,
  planRefundAskSchema,
  planRefundPreviewSchema,
  planRefundSchema,
  transferAnswerSchema,
  type Fen,
  type PaidMembershipView,
  type PaidPlansView,
  type PaidReminder,
  type PayAnswer,
  type PlacePlanPurchase,
  type PlanPurchase,
  type PlanRefundPreview,
  type PlanRefundView,
  type TransferAnswer,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { IdempotencyKey } from '../../platform/idempotency.js';
import { Refuses } from '../../platform/refuses.js';
import { PaidPlanPages } from './paid-plan-pages.service.js';
import { PlanPurchasePlacing } from './purchases/plan-purchase-placing.service.js';
import { PlanPurchases } from './purchases/plan-purchases.service.js';
import { PlanRefunds } from './refunds/plan-refunds.service.js';
import { ReceivePlanRefund } from './refunds/receive-plan-refund.service.js';
import { PaidReminders } from './terms/paid-reminders.service.js';

const Id = () => Param('id', { schema: idSchema });

@ApiTags('paid membership')
@Controller('shop')
export class PaidPlansShopController {
  constructor(
    private readonly pages: PaidPlanPages,
    private readonly placing: PlanPurchasePlacing,
    private readonly purchases: PlanPurchases,
    private readonly refunds: PlanRefunds,
    private readonly receiving: ReceivePlanRefund,
    private readonly reminders: PaidReminders,
  ) {}

  @Get('paid-plans')
  @ApiOperation({ summary: 'Plans on sale, each benefit beside what the tier gives anyway' })
  @Answers(paidPlansSchema)
  plans(@CurrentShopper() { shopperId }: ShopperSession): Promise<PaidPlansView> {
    return this.pages.plans(shopperId);
  }

  @Get('paid-membership')
  @ApiOperation({ summary: 'The shopper’s terms, what they saved, what waits to be paid' })
  @Answers(paidMembershipSchema)
  membership(@CurrentShopper() { shopperId }: ShopperSession): Promise<PaidMembershipView> {
    return this.pages.membership(shopperId);
  }

  /** Off until asked for. Safe to repeat. */
  @Put('paid-membership/reminder')
  @ApiOperation({ summary: 'Whether to be told five days before paid membership ends' })
  @Answers(paidReminderSchema)
  remind(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: paidReminderSchema }) wish: PaidReminder,
  ): Promise<PaidReminder> {
    return this.reminders.want(shopperId, wish);
  }

  /**
   * PLAN_CHANGED when the version shown is not on sale any more. What is free is paid at once. With
   * `asGift` a friend is to have it, by the code that `GET /shop/plan-gifts` tells once it is paid.
   */
  @Post('paid-plans/:id/purchases')
  @ApiOperation({ summary: 'Begin to buy a plan. Needs an Idempotency-Key' })
  @Answers(planPurchaseSchema, 201)
  @Refuses('PLAN_CHANGED', 'PLAN_TRIAL_USED', 'PLAN_TRIAL_NOT_GIVEN', 'OPEN_ORDERS_TOO_MANY')
  place(
    @CurrentShopper() shopper: ShopperSession,
    @Id() planId: string,
    @IdempotencyKey() key: string,
    @Body({ schema: placePlanPurchaseSchema }) request: PlacePlanPurchase,
  ): Promise<PlanPurchase> {
    return this.placing.place(shopper, key, { ...request, planId });
  }

  @Get('plan-purchases/:id')
  @ApiOperation({ summary: 'One purchase of a plan' })
  @Answers(planPurchaseSchema)
  @Refuses('PLAN_PURCHASE_NOT_FOUND')
  one(@CurrentShopper() { shopperId }: ShopperSession, @Id() id: string): Promise<PlanPurchase> {
    return this.purchases.show(shopperId, id);
  }

  /** Safe to repeat: the same payment gets a fresh prepay session. */
  @Post('plan-purchases/:id/payment')
  @ApiOperation({ summary: 'Arguments for wx.requestPayment' })
  @Answers(payAnswerSchema)
  @Refuses('PLAN_PURCHASE_NOT_FOUND', 'ORDER_EXPIRED', 'WECHAT_UNAVAILABLE', 'NOTIFICATION_INVALID')
  pay(@CurrentShopper() { shopperId }: ShopperSession, @Id() id: string): Promise<PayAnswer> {
    return this.purchases.pay(shopperId, id);
  }

  /** Safe to repeat. The server asks WeChat; the phone's word is not taken. */
  @Post('plan-purchases/:id/payment/check')
  @ApiOperation({ summary: 'The purchase after asking WeChat whether it is paid' })
  @Answers(planPurchaseSchema)
  @Refuses('PLAN_PURCHASE_NOT_FOUND', 'WECHAT_UNAVAILABLE', 'NOTIFICATION_INVALID')
  check(@CurrentShopper() { shopperId }: ShopperSession, @Id() id: string): Promise<PlanPurchase> {
    return this.purchases.checkPayment(shopperId, id);
  }

  /** Safe to repeat. Closed at WeChat first. */
  @Post('plan-purchases/:id/cancellation')
  @ApiOperation({ summary: 'Give an unpaid purchase up' })
  @Answers(planPurchaseSchema)
  @Refuses('PLAN_PURCHASE_NOT_FOUND', 'PLAN_PURCHASE_STATE')
  cancel(@CurrentShopper() { shopperId }: ShopperSession, @Id() id: string): Promise<PlanPurchase> {
    return this.purchases.cancel(shopperId, id);
  }

  /** With the whole calculation, before anything is decided. A gift is its giver’s until accepted. */
  @Get('plan-purchases/:id/refund')
  @ApiOperation({ summary: 'What giving the plan back would return' })
  @Answers(planRefundPreviewSchema)
  @Refuses('PLAN_PURCHASE_NOT_FOUND', 'PLAN_PURCHASE_STATE', 'PLAN_GIFT_STATE')
  preview(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Id() id: string,
  ): Promise<PlanRefundPreview> {
    return this.refunds.previewOwn(shopperId, id);
  }

  /** PLAN_REFUND_CHANGED when the amount shown no longer holds. The term ends at once. */
  @Post('plan-purchases/:id/refund')
  @ApiOperation({ summary: 'Give the plan back for the amount shown. Needs an Idempotency-Key' })
  @Answers(planRefundSchema, 201)
  @Refuses(
    'PLAN_PURCHASE_NOT_FOUND',
    'PLAN_PURCHASE_STATE',
    'PLAN_GIFT_STATE',
    'PLAN_REFUND_CHANGED',
    'PLAN_REFUND_CHANNEL',
    'TRANSFER_INVALID',
  )
  giveBack(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Id() id: string,
    @IdempotencyKey() key: string,
    @Body({ schema: planRefundAskSchema }) { shownAmountFen }: { shownAmountFen: Fen },
  ): Promise<PlanRefundView> {
    return this.refunds.giveOwnBack(shopperId, id, key, shownAmountFen);
  }

  /** Safe to repeat. One that nobody confirmed within a day is begun anew. */
  @Post('plan-refunds/:id/transfer')
  @ApiOperation({ summary: 'Where the transfer of a refund stands, and what to confirm it by' })
  @Answers(transferAnswerSchema)
  @Refuses('NOT_FOUND')
  receive(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Id() refundId: string,
  ): Promise<TransferAnswer> {
    return this.receiving.of(shopperId, refundId);
  }
}
