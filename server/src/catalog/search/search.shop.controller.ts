import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  pageSchema,
  productCardSchema,
  searchQuerySchema,
  suggestionsSchema,
  suggestQuerySchema,
  type Page,
  type ProductCard,
} from '@siyu/shared';
import type { z } from 'zod';
import { Public } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Search } from './search.service.js';

@ApiTags('catalogue')
@Controller('shop/search')
@Public()
export class SearchShopController {
  constructor(private readonly search: Search) {}

  @Get()
  @ApiOperation({ summary: 'Products found by any part of their name, tags, category or text' })
  @Answers(pageSchema(productCardSchema))
  find(
    @Query({ schema: searchQuerySchema }) { q, cursor, limit }: z.infer<typeof searchQuerySchema>,
  ): Promise<Page<ProductCard>> {
    return this.search.find(q, cursor, limit);
  }

  @Get('suggest')
  @ApiOperation({ summary: 'What someone may be about to type, eight at most' })
  @Answers(suggestionsSchema)
  async suggest(
    @Query({ schema: suggestQuerySchema }) { q }: z.infer<typeof suggestQuerySchema>,
  ): Promise<{ suggestions: string[] }> {
    return { suggestions: await this.search.suggest(q) };
  }
}
