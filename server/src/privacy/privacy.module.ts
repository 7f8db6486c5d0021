import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { Deletion } from './deletion.service.js';
import { ForgetExportsSweep } from './forget-exports.sweep.js';
import { PersonalExports } from './personal-exports.service.js';
import { PrivacyPersonalData } from './privacy.personal.js';
import { PrivacyShopController } from './privacy.shop.controller.js';

/** A shopper’s right to all that is kept of them, and to have it gone. */
@Module({
  imports: [IdentityModule],
  controllers: [PrivacyShopController],
  providers: [PersonalExports, ForgetExportsSweep, Deletion, PrivacyPersonalData],
})
export class PrivacyModule {}
