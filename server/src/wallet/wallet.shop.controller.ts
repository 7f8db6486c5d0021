import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  pageQuerySchema,
  pageSchema,
  payAnswerSchema,
  placeRechargeSchema,
  rechargeRefundAskSchema,
  rechargeRefundPreviewSchema,
  rechargeRefundSchema,
  rechargeSchema,
  transferAnswerSchema,
  walletLineSchema,
  walletSchema,
  type Fen,
  type Page,
  type PageQuery,
  type PayAnswer,
  type PlaceRecharge,
  type Recharge,
  type RechargeRefundPreview,
  type RechargeRefundView,
  type TransferAnswer,
  type WalletLine,
  type WalletView,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { IdempotencyKey } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { RechargePlacing } from './recharges/recharge-placing.service.js';
import { Recharges } from './recharges/recharges.service.js';
import { ReceiveRefund } from './refunds/receive-refund.service.js';
import { RechargeRefunds } from './refunds/recharge-refunds.service.js';
import { WalletPages } from './wallet-pages.service.js';

const RechargeId = () => Param('id', { schema: idSchema });

@ApiTags('wallet')
@Controller('shop/wallet')
export class WalletShopController {
  constructor(
    private readonly pages: WalletPages,
    private readonly placing: RechargePlacing,
    private readonly recharges: Recharges,
    private readonly refunds: RechargeRefunds,
    private readonly receiving: ReceiveRefund,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The balance, and what may be recharged' })
  @Answers(walletSchema)
  show(@CurrentShopper() { shopperId }: ShopperSession): Promise<WalletView> {
    return this.pages.show(shopperId);
  }

  @Get('statement')
  @ApiOperation({ summary: 'What changed the balance, newest first, with the balance after it' })
  @Answers(pageSchema(walletLineSchema))
  @Refuses('INVALID_INPUT')
  statement(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<WalletLine>> {
    return this.pages.statement(shopperId, query);
  }

  /** RECHARGE_CAP tells `roomFen`; RECHARGE_CHANGED when what was shown is not offered so. */
  @Post('recharges')
  @ApiOperation({ summary: 'Place a recharge. Needs an Idempotency-Key' })
  @Answers(rechargeSchema, 201)
  @Refuses('RECHARGE_CHANGED', 'RECHARGE_CAP')
  place(
    @CurrentShopper() shopper: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: placeRechargeSchema }) request: PlaceRecharge,
  ): Promise<Recharge> {
    return this.placing.place(shopper, key, request);
  }

  @Get('recharges/:id')
  @ApiOperation({ summary: 'One recharge' })
  @Answers(rechargeSchema)
  @Refuses('RECHARGE_NOT_FOUND')
  one(@CurrentShopper() { shopperId }: ShopperSession, @RechargeId() id: string) {
    return this.recharges.show(shopperId, id);
  }

  /** Safe to repeat: the same payment gets a fresh prepay session. */
  @Post('recharges/:id/payment')
  @ApiOperation({ summary: 'Arguments for wx.requestPayment' })
  @Answers(payAnswerSchema)
  @Refuses('RECHARGE_NOT_FOUND', 'ORDER_EXPIRED', 'WECHAT_UNAVAILABLE', 'NOTIFICATION_INVALID')
  pay(
    @CurrentShopper() { shopperId }: ShopperSession,
    @RechargeId() id: string,
  ): Promise<PayAnswer> {
    return this.recharges.pay(shopperId, id);
  }

  /** Safe to repeat. The server asks WeChat; the phone's word is not taken. */
  @Post('recharges/:id/payment/check')
  @ApiOperation({ summary: 'The recharge after asking WeChat whether it is paid' })
  @Answers(rechargeSchema)
  @Refuses('RECHARGE_NOT_FOUND', 'WECHAT_UNAVAILABLE', 'NOTIFICATION_INVALID')
  check(
    @CurrentShopper() { shopperId }: ShopperSession,
    @RechargeId() id: string,
  ): Promise<Recharge> {
    return this.recharges.checkPayment(shopperId, id);
  }

  /** Safe to repeat. Closed at WeChat first. */
  @Post('recharges/:id/cancellation')
  @ApiOperation({ summary: 'Give an unpaid recharge up' })
  @Answers(rechargeSchema)
  @Refuses('RECHARGE_NOT_FOUND', 'RECHARGE_STATE')
  cancel(
    @CurrentShopper() { shopperId }: ShopperSession,
    @RechargeId() id: string,
  ): Promise<Recharge> {
    return this.recharges.cancel(shopperId, id);
  }

  /** RECHARGE_REFUND_WINDOW once seven days have passed: the shop decides then. */
  @Get('recharges/:id/refund')
  @ApiOperation({ summary: 'What giving the recharge back would return' })
  @Answers(rechargeRefundPreviewSchema)
  @Refuses('RECHARGE_NOT_FOUND', 'RECHARGE_STATE', 'RECHARGE_REFUND_WINDOW')
  preview(
    @CurrentShopper() { shopperId }: ShopperSession,
    @RechargeId() id: string,
  ): Promise<RechargeRefundPreview> {
    return this.refunds.previewOwn(shopperId, id);
  }

  /** RECHARGE_CHANGED when the amount shown no longer holds. */
  @Post('recharges/:id/refund')
  @ApiOperation({ summary: 'Give a recharge back within seven days. Needs an Idempotency-Key' })
  @Answers(rechargeRefundSchema, 201)
  @Refuses('RECHARGE_NOT_FOUND', 'RECHARGE_STATE', 'RECHARGE_REFUND_WINDOW', 'RECHARGE_CHANGED')
  giveBack(
    @CurrentShopper() { shopperId }: ShopperSession,
    @RechargeId() id: string,
    @IdempotencyKey() key: string,
    @Body({ schema: rechargeRefundAskSchema }) { shownAmountFen }: { shownAmountFen: Fen },
  ): Promise<RechargeRefundView> {
    return this.refunds.giveOwnBack(shopperId, id, key, shownAmountFen);
  }

  /** Safe to repeat. One that nobody confirmed within a day is begun anew. */
  @Post('refunds/:id/transfer')
  @ApiOperation({ summary: 'Where the transfer of a refund stands, and what to confirm it by' })
  @Answers(transferAnswerSchema)
  @Refuses('NOT_FOUND')
  receive(
    @CurrentShopper() { shopperId }: ShopperSession,
    @RechargeId() refundId: string,
  ): Promise<TransferAnswer> {
    return this.receiving.of(shopperId, refundId);
  }
}
