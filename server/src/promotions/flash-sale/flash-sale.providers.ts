import { ActivityStock } from './activity-stock.js';
import { EarlyAccess } from './early-access.js';
import { FlashPages } from './flash-pages.service.js';
import { FlashReminders } from './flash-reminders.service.js';
import { FlashSaleKind } from './flash-sale.kind.js';
import { FlashSales } from './flash-sales.service.js';
import { FlashSalesShopController } from './flash-sales.shop.controller.js';
import { GiveBackSweep } from './give-back.sweep.js';

export const FLASH_SALE_CONTROLLERS = [FlashSalesShopController];
export const FLASH_SALE_PROVIDERS = [
  ActivityStock,
  EarlyAccess,
  FlashPages,
  FlashReminders,
  FlashSaleKind,
  FlashSales,
  GiveBackSweep,
];
