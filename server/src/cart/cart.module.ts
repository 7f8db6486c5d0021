import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CartPersonalData } from './cart.personal.js';
import { CartShopController } from './cart.shop.controller.js';
import { Carts } from './cart.service.js';
import { ForgetCartsSweep } from './forget-carts.sweep.js';

@Module({
  imports: [CatalogModule, IdentityModule],
  controllers: [CartShopController],
  providers: [Carts, ForgetCartsSweep, CartPersonalData],
  exports: [Carts],
})
export class CartModule {}
