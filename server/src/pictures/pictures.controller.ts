import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public } from '../platform/access.js';
import { AnswersFile } from '../platform/answers.js';
import { Refusal } from '../platform/refusal.js';
import { Refuses } from '../platform/refuses.js';
import { PictureFiles } from './picture-files.js';
import { isPrivate, PrivateUrls } from './private-urls.js';

const nameSchema = z.string().regex(/^(private-)?[0-9a-f]{32}\.webp$/);
const signedSchema = z.object({
  expires: z.coerce.number().int().optional(),
  signature: z.string().max(64).optional(),
});
const FOREVER = 'public, max-age=31536000, immutable';
const ITS_HOUR = 'private, max-age=3600';

/** The bytes of pictures. A name never changes its content, so copies are good forever. */
@ApiTags('pictures')
@Controller('pictures')
@Public()
export class PicturesController {
  constructor(
    private readonly files: PictureFiles,
    private readonly privateUrls: PrivateUrls,
  ) {}

  @Get(':name')
  @ApiOperation({ summary: 'A picture; a private one needs the signature of its address' })
  @AnswersFile('image/webp')
  @Refuses('PICTURE_NOT_FOUND')
  async show(
    @Param('name', { schema: nameSchema }) name: string,
    @Query({ schema: signedSchema }) query: z.infer<typeof signedSchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { expires = 0, signature = '' } = query;
    if (isPrivate(name) && !this.privateUrls.isGood(name, expires, signature)) {
      throw new Refusal('PICTURE_NOT_FOUND');
    }
    const webp = await this.files.get(name);
    if (!webp) throw new Refusal('PICTURE_NOT_FOUND');
    await reply
      .header('content-type', 'image/webp')
      .header('cache-control', isPrivate(name) ? ITS_HOUR : FOREVER)
      .header('content-security-policy', `default-src 'none'`)
      .send(webp);
  }
}
