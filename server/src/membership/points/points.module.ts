import { Module } from '@nestjs/common';
import { LedgerModule } from '../../ledger/ledger.module.js';
import { PromotionsModule } from '../../promotions/promotions.module.js';
import { MembershipModule } from '../membership.module.js';
import { EarnPointsListener } from './earning/earn-points.listener.js';
import { EarnPoints } from './earning/earn-points.service.js';
import { MemberMultiplier } from './earning/member-multiplier.js';
import { ActivatePointsSweep } from './lots/activate-points.sweep.js';
import { ExpirePointsSweep } from './lots/expire-points.sweep.js';
import { GiveUpPoints } from './lots/give-up-points.service.js';
import { GrantPoints } from './lots/grant-points.service.js';
import { PointAccounts } from './lots/point-accounts.js';
import { RemindOfPointsSweep } from './lots/remind-of-points.sweep.js';
import { AdjustPoints } from './ops/adjust-points.service.js';
import { EditPointsRules } from './ops/edit-points-rules.service.js';
import { PointsReport } from './ops/points-report.js';
import { PointsShopItems } from './ops/points-shop-items.service.js';
import { PointsShopOpsController } from './ops/points-shop.ops.controller.js';
import { PointsOpsController } from './ops/points.ops.controller.js';
import { PointsPersonalData } from './points.personal.js';
import { PointsPages } from './points-pages.service.js';
import { PointsRules } from './points-rules.js';
import { PointsShopController } from './points.shop.controller.js';
import { PointsShop } from './shop/points-shop.service.js';
import { Points } from './spending/points.service.js';

/** Points: earned by purchases, spent on orders and in the points shop. */
@Module({
  imports: [LedgerModule, MembershipModule, PromotionsModule],
  controllers: [PointsShopController, PointsOpsController, PointsShopOpsController],
  providers: [
    PointsRules,
    MemberMultiplier,
    PointAccounts,
    GrantPoints,
    GiveUpPoints,
    EarnPoints,
    EarnPointsListener,
    ActivatePointsSweep,
    ExpirePointsSweep,
    RemindOfPointsSweep,
    Points,
    PointsPages,
    PointsShop,
    PointsShopItems,
    EditPointsRules,
    AdjustPoints,
    PointsReport,
    PointsPersonalData,
  ],
  exports: [Points, GrantPoints, PointsRules],
})
export class PointsModule {}
