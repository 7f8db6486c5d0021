import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { addressInputSchema, addressSchema, idSchema, type Address } from '@siyu/shared';
import { z } from 'zod';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { IdempotencyKey } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { AddressBook } from './address-book.js';

type Fields = Omit<Address, 'id'>;
const AddressId = () => Param('id', { schema: idSchema });

@ApiTags('addresses')
@Controller('shop/addresses')
export class AddressesShopController {
  constructor(private readonly book: AddressBook) {}

  @Get()
  @ApiOperation({ summary: 'The shopper’s addresses, the default one first' })
  @Answers(z.array(addressSchema))
  list(@CurrentShopper() { shopperId }: ShopperSession): Promise<Address[]> {
    return this.book.list(shopperId);
  }

  /** The first address becomes the default. ADDRESSES_TOO_MANY beyond the limit. */
  @Post()
  @ApiOperation({ summary: 'Add an address. Needs an Idempotency-Key' })
  @Answers(addressSchema, 201)
  @Refuses('ADDRESSES_TOO_MANY')
  add(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: addressInputSchema }) fields: Fields,
  ): Promise<Address> {
    return this.book.add(shopperId, key, fields);
  }

  /** `isDefault: false` on the default changes nothing: another must be made it. */
  @Put(':id')
  @ApiOperation({
    summary: 'Replace an address. Safe to repeat; orders keep what they were sent to',
  })
  @Answers(addressSchema)
  @Refuses('ADDRESS_NOT_FOUND')
  replace(
    @CurrentShopper() { shopperId }: ShopperSession,
    @AddressId() id: string,
    @Body({ schema: addressInputSchema }) fields: Fields,
  ): Promise<Address> {
    return this.book.replace(shopperId, id, fields);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete an address; of the default, the newest left takes the place' })
  @Answers(null)
  @Refuses('ADDRESS_NOT_FOUND')
  async remove(
    @CurrentShopper() { shopperId }: ShopperSession,
    @AddressId() id: string,
  ): Promise<void> {
    await this.book.remove(shopperId, id);
  }
}
