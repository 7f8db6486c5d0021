import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  claimableCouponSchema,
  claimCouponSchema,
  couponCountsSchema,
  couponListQuerySchema,
  couponSchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  redeemCodeSchema,
  type ClaimableCoupon,
  type Coupon,
  type CouponCounts,
  type CouponListQuery,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentShopper, Public, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Clock } from '../../platform/clock.js';
import { IdempotencyKey, once } from '../../platform/idempotency.js';
import { CODE_LIMIT } from '../../platform/printed-codes.js';
import { Refuses } from '../../platform/refuses.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { CouponCentre } from './coupon-centre.service.js';
import { CouponWallet } from './coupon-wallet.service.js';
import { Coupons } from './coupons.service.js';
import { CampaignReach } from '../campaigns/campaign-reach.js';
import { ShopperIfAny } from '../../platform/shopper-if-any.js';

@ApiTags('coupons')
@Controller('shop')
export class CouponsShopController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly coupons: Coupons,
    private readonly centre: CouponCentre,
    private readonly wallet: CouponWallet,
    private readonly reach: CampaignReach,
  ) {}

  @Get('coupon-centre')
  @Public()
  @ApiOperation({ summary: 'Coupons anyone may claim now, and how each stands towards who asks' })
  @Answers(pageSchema(claimableCouponSchema))
  async claimable(
    @ShopperIfAny() shopperId: string | null,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<ClaimableCoupon>> {
    const page = await this.centre.list(shopperId, query);
    this.reach.told(shopperId, page.items);
    return page;
  }

  @Get('products/:id/coupons')
  @Public()
  @ApiOperation({ summary: 'Coupons of the coupon centre that cover a product' })
  @Answers(claimableCouponSchema.array())
  async ofProduct(
    @ShopperIfAny() shopperId: string | null,
    @Param('id', { schema: idSchema }) productId: string,
  ): Promise<ClaimableCoupon[]> {
    const coupons = await this.centre.ofProduct(shopperId, productId);
    this.reach.told(shopperId, coupons);
    return coupons;
  }

  @Get('coupons')
  @ApiOperation({ summary: 'The shopper’s coupons by tab; usable ones soonest over first' })
  @Answers(pageSchema(couponSchema))
  async list(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: couponListQuerySchema }) query: CouponListQuery,
  ): Promise<Page<Coupon>> {
    const page = await this.wallet.list(shopperId, query);
    this.reach.told(shopperId, page.items);
    return page;
  }

  @Get('coupons/counts')
  @ApiOperation({ summary: 'How many coupons each tab has' })
  @Answers(couponCountsSchema)
  counts(@CurrentShopper() { shopperId }: ShopperSession): Promise<CouponCounts> {
    return this.wallet.counts(shopperId);
  }

  @Post('coupons')
  @ApiOperation({ summary: 'Claim a coupon of the coupon centre. Needs an Idempotency-Key' })
  @Answers(couponSchema, 201)
  @Refuses(
    ...(['CAMPAIGN_NOT_FOUND', 'CAMPAIGN_NOT_LIVE', 'NEWCOMERS_ONLY', 'FORBIDDEN'] as const),
    ...(['PURCHASE_LIMIT', 'COUPONS_GONE'] as const),
  )
  claim(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: claimCouponSchema }) body: { campaignId: string },
  ): Promise<Coupon> {
    const write = { ownerId: shopperId, key, route: 'POST /shop/coupons', body };
    return this.given(write, (tx) => this.coupons.claim(tx, shopperId, body.campaignId));
  }

  /** COUPON_CODE_INVALID says nothing more: wrong, used up and revoked are not told apart. */
  @Post('coupons/redemptions')
  @RouteConfig(CODE_LIMIT)
  @ApiOperation({ summary: 'Redeem a printed code. Needs an Idempotency-Key' })
  @Answers(couponSchema, 201)
  @Refuses(
    ...(['COUPON_CODE_INVALID', 'CAMPAIGN_NOT_FOUND', 'CAMPAIGN_NOT_LIVE'] as const),
    ...(['NEWCOMERS_ONLY', 'FORBIDDEN', 'PURCHASE_LIMIT', 'COUPONS_GONE'] as const),
  )
  redeem(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: redeemCodeSchema }) body: { code: string },
  ): Promise<Coupon> {
    const write = { ownerId: shopperId, key, route: 'POST /shop/coupons/redemptions', body };
    return this.given(write, (tx) => this.coupons.redeem(tx, shopperId, body.code));
  }

  private async given(
    write: Parameters<typeof once>[1],
    give: (tx: Tx) => Promise<string>,
  ): Promise<Coupon> {
    const coupon = await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () =>
        this.wallet.show(write.ownerId, await give(tx), tx),
      ),
    );
    this.reach.told(write.ownerId, [coupon]);
    return coupon;
  }
}
