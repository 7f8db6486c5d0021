import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  couponStockSchema,
  grantLineSchema,
  grantRequestSchema,
  grantSchema,
  idSchema,
  opsCouponListQuerySchema,
  opsCouponSchema,
  pageQuerySchema,
  pageSchema,
  revokeCouponsSchema,
  type CouponStock,
  type Grant,
  type GrantLine,
  type GrantRequest,
  type OpsCoupon,
  type OpsCouponListQuery,
  type Page,
  type PageQuery,
  type RevokeCoupons,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { CouponGrants } from './coupon-grants.service.js';
import { OpsCoupons } from './ops-coupons.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Coupons that were given out, giving them to a list of people, and taking them back. */
@ApiTags('ops: coupons')
@Controller('ops')
export class CouponsOpsController {
  constructor(
    private readonly coupons: OpsCoupons,
    private readonly grants: CouponGrants,
  ) {}

  @Get('coupons')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'A page of coupons in shoppers’ hands, newest first' })
  @Answers(pageSchema(opsCouponSchema))
  list(
    @Query({ schema: opsCouponListQuerySchema }) query: OpsCouponListQuery,
  ): Promise<Page<OpsCoupon>> {
    return this.coupons.list(query);
  }

  @Get('campaigns/:id/coupon-stock')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'How many coupons a campaign has, has given out, and in which state' })
  @Answers(couponStockSchema)
  @Refuses('CAMPAIGN_NOT_FOUND')
  stock(@Id() id: string): Promise<CouponStock> {
    return this.coupons.stock(id);
  }

  /** Locked and used ones stay. Safe to repeat. */
  @Post('campaigns/:id/coupon-revocations')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Take back unused coupons of a campaign: those named, or all' })
  @Answers(couponStockSchema)
  @Refuses('CAMPAIGN_NOT_FOUND')
  revoke(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: revokeCouponsSchema }) { couponIds }: RevokeCoupons,
  ): Promise<CouponStock> {
    return this.coupons.revoke(operator, id, couponIds);
  }

  /** A job gives them; the grant says how far it is and, by line, what came of it. */
  @Post('coupon-grants')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Give a coupon to each of these people, by shopper id or phone' })
  @Answers(grantSchema, 201)
  @Refuses('CAMPAIGN_NOT_FOUND')
  grant(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: grantRequestSchema }) request: GrantRequest,
  ): Promise<Grant> {
    return this.grants.order(operator, request);
  }

  @Get('coupon-grants/:id')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'How far a grant is' })
  @Answers(grantSchema)
  @Refuses('NOT_FOUND')
  showGrant(@Id() id: string): Promise<Grant> {
    return this.grants.show(id);
  }

  @Get('coupon-grants/:id/lines')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'What came of each line of a grant' })
  @Answers(pageSchema(grantLineSchema))
  @Refuses('NOT_FOUND')
  grantLines(
    @Id() id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<GrantLine>> {
    return this.grants.lines(id, query);
  }
}
