import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  adjustedWalletSchema,
  idSchema,
  opsWalletSchema,
  pageQuerySchema,
  pageSchema,
  walletAdjustmentSchema,
  walletLineSchema,
  type AdjustedWallet,
  type OpsWallet,
  type Page,
  type PageQuery,
  type WalletAdjustment,
  type WalletLine,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { IdempotencyKey } from '../../platform/idempotency.js';
import { Refuses } from '../../platform/refuses.js';
import { WalletPages } from '../wallet-pages.service.js';
import { Adjustments } from './adjustments.service.js';

const ShopperId = () => Param('shopperId', { schema: idSchema });

@ApiTags('ops: wallet')
@Controller('ops/wallets/:shopperId')
export class WalletsOpsController {
  constructor(
    private readonly pages: WalletPages,
    private readonly adjustments: Adjustments,
  ) {}

  @Get()
  @Needs('wallet.read')
  @ApiOperation({ summary: 'The balance of a shopper' })
  @Answers(opsWalletSchema)
  show(@ShopperId() shopperId: string): Promise<OpsWallet> {
    return this.pages.balanceOf(shopperId);
  }

  @Get('statement')
  @Needs('wallet.read')
  @ApiOperation({ summary: 'What changed the balance of a shopper, newest first' })
  @Answers(pageSchema(walletLineSchema))
  @Refuses('INVALID_INPUT')
  statement(
    @ShopperId() shopperId: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<WalletLine>> {
    return this.pages.statement(shopperId, query);
  }

  /** Above the settings' limit nothing moves until someone else has approved `approvalId`. */
  @Post('adjustments')
  @Needs('wallet.adjust')
  @ApiOperation({ summary: 'Add to a balance or take from it. Needs an Idempotency-Key' })
  @Answers(adjustedWalletSchema, 201)
  @Refuses('NOT_FOUND', 'BALANCE_INSUFFICIENT')
  adjust(
    @CurrentOperator() operator: OperatorSession,
    @ShopperId() shopperId: string,
    @IdempotencyKey() key: string,
    @Body({ schema: walletAdjustmentSchema }) adjustment: WalletAdjustment,
  ): Promise<AdjustedWallet> {
    return this.adjustments.adjust(operator, shopperId, key, adjustment);
  }
}
