import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CART_LINES_MAX,
  cartLineInputSchema,
  cartSchema,
  cartSelectionSchema,
  idSchema,
  type Cart,
  type CartLineInput,
} from '@siyu/shared';
import { z } from 'zod';
import { Public } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { CartOwner } from './cart-owner.js';
import { Carts } from './cart.service.js';

const removalSchema = z.strictObject({
  /** SKU ids joined by commas. */
  skuIds: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(idSchema).min(1).max(CART_LINES_MAX)),
});

@ApiTags('cart')
@Controller('shop/cart')
@Public()
export class CartShopController {
  constructor(private readonly carts: Carts) {}

  @Get()
  @ApiOperation({ summary: 'The cart, of the shopper or of the anonymous id in the header' })
  @Answers(cartSchema)
  show(@CartOwner() owner: string): Promise<Cart> {
    return this.carts.show(owner);
  }

  @Put('lines/:skuId')
  @ApiOperation({ summary: 'Set a line to a quantity; 0 removes it. Safe to repeat' })
  @Answers(cartSchema)
  @Refuses('SKU_NOT_FOUND', 'CART_FULL')
  put(
    @CartOwner() owner: string,
    @Param('skuId', { schema: idSchema }) skuId: string,
    @Body({ schema: cartLineInputSchema }) input: CartLineInput,
  ): Promise<Cart> {
    return this.carts.put(owner, skuId, input);
  }

  @Put('selection')
  @ApiOperation({ summary: 'Tick exactly these lines' })
  @Answers(cartSchema)
  select(
    @CartOwner() owner: string,
    @Body({ schema: cartSelectionSchema }) { skuIds }: { skuIds: string[] },
  ): Promise<Cart> {
    return this.carts.select(owner, skuIds);
  }

  @Delete('lines')
  @ApiOperation({ summary: 'Remove lines' })
  @Answers(cartSchema)
  remove(
    @CartOwner() owner: string,
    @Query({ schema: removalSchema }) { skuIds }: { skuIds: string[] },
  ): Promise<Cart> {
    return this.carts.remove(owner, skuIds);
  }
}
