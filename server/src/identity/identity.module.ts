import { Global, Module } from '@nestjs/common';
import { ShopperAccess } from '../platform/access.js';
import { AddressBook } from './address-book.js';
import { AddressesShopController } from './addresses.shop.controller.js';
import { ForgetSessionsSweep } from './forget-sessions.sweep.js';
import { IdentityPersonalData } from './identity.personal.js';
import { IdentityShopController } from './identity.shop.controller.js';
import { LoginListeners } from './login-listeners.js';
import { LoginService } from './login.service.js';
import { PhoneListeners } from './phone-listeners.js';
import { Sessions } from './sessions.js';
import { Shoppers } from './shoppers.js';
import { TextCheck } from './text-check.js';

/** Who shops: login, sessions, addresses. Global, because every guard asks it who is there. */
@Global()
@Module({
  controllers: [IdentityShopController, AddressesShopController],
  providers: [
    Sessions,
    { provide: ShopperAccess, useExisting: Sessions },
    LoginListeners,
    PhoneListeners,
    LoginService,
    Shoppers,
    AddressBook,
    TextCheck,
    ForgetSessionsSweep,
    IdentityPersonalData,
  ],
  exports: [ShopperAccess, LoginListeners, PhoneListeners, Shoppers, AddressBook, TextCheck],
})
export class IdentityModule {}
