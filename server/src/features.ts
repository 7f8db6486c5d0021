import type { Type } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { IdentityModule } from './identity/identity.module.js';

/** Every feature of the server; a new one is added here and nowhere else. */
export const features: Type[] = [IdentityModule, AdminModule, CatalogModule];
