import { CouponCentre } from './coupon-centre.service.js';
import { CouponCodes } from './coupon-codes.service.js';
import { CouponCodesOpsController } from './coupon-codes.ops.controller.js';
import { CouponGrants } from './coupon-grants.service.js';
import { CouponKind } from './coupon.kind.js';
import { CouponWallet } from './coupon-wallet.service.js';
import { CouponsOpsController } from './coupons.ops.controller.js';
import { Coupons } from './coupons.service.js';
import { CouponsShopController } from './coupons.shop.controller.js';
import { GrantedCoupons } from './granted-coupons.service.js';
import { OpsCoupons } from './ops-coupons.service.js';
import { RemindOfCouponsSweep } from './remind-of-coupons.sweep.js';

/** Everything of the coupon kind; `Coupons` is what other features grant by. */
export const COUPON_PROVIDERS = [
  CouponKind,
  Coupons,
  GrantedCoupons,
  CouponWallet,
  CouponCentre,
  CouponGrants,
  CouponCodes,
  OpsCoupons,
  RemindOfCouponsSweep,
];
export const COUPON_CONTROLLERS = [
  CouponsShopController,
  CouponsOpsController,
  CouponCodesOpsController,
];
