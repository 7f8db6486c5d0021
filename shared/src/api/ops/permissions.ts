import { z } from 'zod';

/**
 * What an operator may be allowed, `feature.action`. Every `/ops` route names one of these; roles
 * are sets of them. The role `owner` holds all, those of later versions included.
 */
export const PERMISSIONS = [
  'catalog.read',
  'catalog.write',
  'catalog.import',
  'catalog.export',
  'pictures.write',
  'orders.read',
  'orders.ship',
  'orders.remark',
  'orders.export',
  'after-sales.read',
  'after-sales.answer',
  'refunds.read',
  'refunds.write',
  'campaigns.read',
  'campaigns.write',
  'points.read',
  'points.write',
  'members.read',
  'members.write',
  'members.import',
  'members.export',
  'fapiao.read',
  'fapiao.write',
  'wallet.read',
  'wallet.write',
  'wallet.refund',
  'wallet.adjust',
  'paid-plans.read',
  'paid-plans.write',
  'paid-plans.refund',
  'approvals.decide',
  'settings.read',
  'settings.write',
  'operators.manage',
  'jobs.manage',
  'audit.read',
  'referrals.read',
  'referrals.write',
  'promoters.read',
  'promoters.write',
  'promoters.pay',
  'channels.read',
  'channels.write',
  'channels.settle',
  'channels.follow-up',
  'analytics.read',
  'analytics.write',
] as const;

export const permissionSchema = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof permissionSchema>;
