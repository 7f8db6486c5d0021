import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  broughtShopperSchema,
  commissionLineSchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  promoterApplicationSchema,
  promoterSchema,
  transferAnswerSchema,
  withdrawalAskSchema,
  withdrawalSchema,
  withdrawalTaxQuerySchema,
  withdrawalTaxSchema,
  withdrawalTermsSchema,
  type BroughtShopper,
  type CommissionLine,
  type Page,
  type PageQuery,
  type PromoterApplication,
  type PromoterView,
  type TransferAnswer,
  type Withdrawal,
  type WithdrawalAsk,
  type WithdrawalTax,
  type WithdrawalTaxQuery,
  type WithdrawalTerms,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { IdempotencyKey } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { CommissionPages } from './commission/commission-pages.service.js';
import { Promoters } from './people/promoters.service.js';
import { SentWithdrawals } from './withdrawals/sent-withdrawals.service.js';
import { Withdrawals } from './withdrawals/withdrawals.service.js';

/** The promoter centre. */
@ApiTags('promoters')
@Controller('shop/promoter')
export class PromotersShopController {
  constructor(
    private readonly promoters: Promoters,
    private readonly pages: CommissionPages,
    private readonly withdrawals: Withdrawals,
    private readonly sent: SentWithdrawals,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether somebody is a promoter, by what rules, and what they have' })
  @Answers(promoterSchema)
  show(@CurrentShopper() { shopperId }: ShopperSession): Promise<PromoterView> {
    return this.promoters.show(shopperId);
  }

  /** Costs nothing. A repeat is refused by the state it has led to. */
  @Post()
  @ApiOperation({ summary: 'Apply to be a promoter' })
  @Answers(promoterSchema)
  @Refuses('PROMOTERS_OFF', 'PROMOTER_STATE')
  apply(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: promoterApplicationSchema }) { statement }: PromoterApplication,
  ): Promise<PromoterView> {
    return this.promoters.apply(shopperId, statement);
  }

  @Delete()
  @ApiOperation({ summary: 'Be a promoter no longer; what was earned can still be withdrawn' })
  @Answers(promoterSchema)
  @Refuses('PROMOTER_NOT_FOUND')
  leave(@CurrentShopper() { shopperId }: ShopperSession): Promise<PromoterView> {
    return this.promoters.leave(shopperId);
  }

  @Get('commissions')
  @ApiOperation({ summary: 'What orders gave, newest first' })
  @Answers(pageSchema(commissionLineSchema))
  commissions(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<CommissionLine>> {
    return this.pages.of(shopperId, query);
  }

  @Get('team')
  @ApiOperation({ summary: 'Those who were brought directly, whether they bought or not, masked' })
  @Answers(pageSchema(broughtShopperSchema))
  team(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<BroughtShopper>> {
    return this.pages.team(shopperId, query);
  }

  @Get('withdrawal-terms')
  @ApiOperation({ summary: 'What may be withdrawn now, and by what rules' })
  @Answers(withdrawalTermsSchema)
  terms(@CurrentShopper() { shopperId }: ShopperSession): Promise<WithdrawalTerms> {
    return this.withdrawals.terms(shopperId);
  }

  @Get('withdrawal-tax')
  @ApiOperation({ summary: 'What would be withheld of a withdrawal asked for now' })
  @Answers(withdrawalTaxSchema)
  tax(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: withdrawalTaxQuerySchema }) { amountFen }: WithdrawalTaxQuery,
  ): Promise<WithdrawalTax> {
    return this.withdrawals.taxOf(shopperId, amountFen);
  }

  @Get('withdrawals')
  @ApiOperation({ summary: 'What was withdrawn, newest first' })
  @Answers(pageSchema(withdrawalSchema))
  withdrawn(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<Withdrawal>> {
    return this.withdrawals.list(shopperId, query);
  }

  @Post('withdrawals')
  @ApiOperation({ summary: 'Withdraw settled commission. Needs an Idempotency-Key' })
  @Answers(withdrawalSchema, 201)
  @Refuses('PROMOTER_NOT_FOUND', 'PROMOTER_STATE', 'COMMISSION_INSUFFICIENT', 'WITHDRAWAL_LIMIT')
  @Refuses('WITHDRAWAL_CHANGED', 'RECHARGE_CAP', 'WITHDRAWAL_CHANNEL', 'TRANSFER_INVALID')
  withdraw(
    @CurrentShopper() shopper: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: withdrawalAskSchema }) body: WithdrawalAsk,
  ): Promise<Withdrawal> {
    return this.withdrawals.ask(shopper, key, body);
  }

  /** Safe to repeat. One that nobody confirmed within a day is begun anew. */
  @Post('withdrawals/:id/transfer')
  @ApiOperation({ summary: 'Where the transfer of a withdrawal stands, and what to confirm it by' })
  @Answers(transferAnswerSchema)
  @Refuses('WITHDRAWAL_NOT_FOUND', 'WITHDRAWAL_STATE', 'PROMOTER_STATE')
  receive(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<TransferAnswer> {
    return this.sent.receive(shopperId, id);
  }

  /** Safe to repeat. TRANSFER_STATE while the transfer can still be confirmed. */
  @Post('withdrawals/:id/return')
  @ApiOperation({ summary: 'Take back what was not transferred: it can be withdrawn again' })
  @Answers(withdrawalSchema)
  @Refuses('WITHDRAWAL_NOT_FOUND', 'WITHDRAWAL_STATE', 'TRANSFER_STATE')
  takeBack(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Withdrawal> {
    return this.sent.takeBack(shopperId, id);
  }
}
