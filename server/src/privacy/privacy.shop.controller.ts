import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  deletionPreviewSchema,
  deletionRequestSchema,
  exportLinkSchema,
  idSchema,
  latestExportSchema,
  personalExportSchema,
  type DeletionPreview,
  type DeletionRequest,
  type ExportLink,
  type LatestExport,
  type PersonalExport,
} from '@siyu/shared';
import type { FastifyReply } from 'fastify';
import { CurrentShopper, Public, type ShopperSession } from '../platform/access.js';
import { Answers, AnswersFile } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { Deletion } from './deletion.service.js';
import { PersonalExports } from './personal-exports.service.js';

/** What is kept of a shopper, in their own hands. */
@ApiTags('privacy')
@Controller('shop/me')
export class PrivacyShopController {
  constructor(
    private readonly exports: PersonalExports,
    private readonly deletion: Deletion,
  ) {}

  /** Safe to repeat: within the hour it answers with the one there is. */
  @Post('export')
  @ApiOperation({ summary: 'Have a file made of everything that is kept of the shopper' })
  @Answers(personalExportSchema, 202)
  ask(@CurrentShopper() { shopperId }: ShopperSession): Promise<PersonalExport> {
    return this.exports.ask(shopperId);
  }

  @Get('export')
  @ApiOperation({ summary: 'The latest such file; its address is good for an hour, it for days' })
  @Answers(latestExportSchema)
  latest(@CurrentShopper() { shopperId }: ShopperSession): Promise<LatestExport> {
    return this.exports.latest(shopperId);
  }

  @Get('export/:id/file')
  @Public()
  @ApiOperation({ summary: 'The file itself; NOT_FOUND without the signature of its address' })
  @AnswersFile('application/octet-stream')
  @Refuses('NOT_FOUND')
  async file(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: exportLinkSchema }) { expires, signature }: ExportLink,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.exports.download(id, expires, signature);
    await reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', 'attachment; filename="my-data.json"')
      .header('cache-control', 'private, no-store')
      .send(file);
  }

  @Get('deletion')
  @ApiOperation({ summary: 'What keeps the account, and what deleting it would give up' })
  @Answers(deletionPreviewSchema)
  preview(@CurrentShopper() { shopperId }: ShopperSession): Promise<DeletionPreview> {
    return this.deletion.preview(shopperId);
  }

  /** Done once: a repeat has no session. Both refusals tell what there is now. */
  @Post('deletion')
  @ApiOperation({ summary: 'Delete the account, at once and for ever' })
  @Answers(null)
  @Refuses('DELETION_BLOCKED', 'DELETION_CHANGED')
  async delete(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: deletionRequestSchema }) request: DeletionRequest,
  ): Promise<void> {
    await this.deletion.delete(shopperId, request);
  }
}
