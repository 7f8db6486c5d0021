import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  categoryEditSchema,
  categoryInputSchema,
  idSchema,
  opsCategorySchema,
  versionQuerySchema,
  type CategoryInput,
  type OpsCategory,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { Categories } from './categories.service.js';

@ApiTags('ops: catalogue')
@Controller('ops/categories')
export class CategoriesOpsController {
  constructor(private readonly categories: Categories) {}

  @Get()
  @Needs('catalog.read')
  @ApiOperation({ summary: 'Every category with the version an edit must name' })
  @Answers(opsCategorySchema.array())
  list(): Promise<OpsCategory[]> {
    return this.categories.list();
  }

  @Post()
  @Needs('catalog.write')
  @ApiOperation({ summary: 'Add a category; CONFLICT when a sibling has its name' })
  @Answers(opsCategorySchema, 201)
  @Refuses('CATEGORY_NOT_FOUND', 'PICTURE_NOT_FOUND', 'CONFLICT')
  create(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: categoryInputSchema }) input: CategoryInput,
  ): Promise<OpsCategory> {
    return this.categories.create(operator, input);
  }

  @Put(':id')
  @Needs('catalog.write')
  @ApiOperation({ summary: 'Rename or move a category; VERSION_CONFLICT, CONFLICT' })
  @Answers(opsCategorySchema)
  @Refuses('CATEGORY_NOT_FOUND', 'PICTURE_NOT_FOUND', 'VERSION_CONFLICT', 'CONFLICT')
  replace(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: categoryEditSchema }) edit: { version: number; category: CategoryInput },
  ): Promise<OpsCategory> {
    return this.categories.replace(operator, id, edit);
  }

  @Delete(':id')
  @Needs('catalog.write')
  @ApiOperation({ summary: 'Remove an empty category; CONFLICT when something is in it' })
  @Answers(null)
  @Refuses('CATEGORY_NOT_FOUND', 'VERSION_CONFLICT', 'CONFLICT')
  async remove(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: versionQuerySchema }) { version }: { version: number },
  ): Promise<void> {
    await this.categories.remove(operator, id, version);
  }
}
