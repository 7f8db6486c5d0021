import { Global, Module } from '@nestjs/common';
import { ShopperAccess } from '../platform/access.js';
import { AddressBook } from './address-book.js';
import { AddressesShopController } from './addresses.shop.controller.js';
import { ForgetSessionsSweep } from './forget-sessions.sweep.js';
import { IdentityPersonalData } from './identity.personal.js';
import { IdentityShopController } from './identity.shop.controller.js';
import { LoginListeners } from './login-listeners.js';
import { LoginService } from './login.service.js';
import { FindLinks } from './people/find-links.service.js';
import { ForgetTracesSweep } from './people/forget-traces.sweep.js';
import { PeopleOpsController } from './people/people.ops.controller.js';
import { PeoplePersonalData } from './people/people.personal.js';
import { People } from './people/people.service.js';
import { PersonLinks } from './people/person-links.service.js';
import { PersonPages } from './people/person-pages.service.js';
import { PhoneListeners } from './phone-listeners.js';
import { Sessions } from './sessions.js';
import { Shoppers } from './shoppers.js';
import { TextCheck } from './text-check.js';

/** Who shops: login, sessions, addresses. Global, because every guard asks it who is there. */
@Global()
@Module({
  controllers: [IdentityShopController, AddressesShopController, PeopleOpsController],
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
    People,
    FindLinks,
    PersonLinks,
    PersonPages,
    ForgetTracesSweep,
    PeoplePersonalData,
  ],
  exports: [
    ...[ShopperAccess, LoginListeners, PhoneListeners, Shoppers, AddressBook, TextCheck],
    ...[People, FindLinks],
  ],
})
export class IdentityModule {}
