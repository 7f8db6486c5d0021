import { Controller, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PICTURE_BYTES_MAX, uploadedPictureSchema, type UploadedPicture } from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { IdempotencyKey } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { FileBody, uploadedFile } from '../platform/upload.js';
import { Pictures } from './pictures.js';

@ApiTags('pictures')
@Controller('shop/pictures')
export class PicturesShopController {
  constructor(private readonly pictures: Pictures) {}

  @Post()
  @ApiOperation({
    summary:
      'Upload a photo as evidence for an after-sale request; only its owner and operators see it. ' +
      'PICTURE_INVALID, PICTURE_TOO_LARGE; unused it is gone after a day',
  })
  @ApiConsumes('multipart/form-data')
  @FileBody()
  @Answers(uploadedPictureSchema)
  @Refuses('PICTURE_INVALID', 'PICTURE_TOO_LARGE')
  async upload(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Req() request: FastifyRequest,
  ): Promise<UploadedPicture> {
    const bytes = await uploadedFile(request, PICTURE_BYTES_MAX, 'PICTURE_TOO_LARGE');
    const owner = { ownerShopperId: shopperId, purpose: 'after-sale' as const };
    return this.pictures.uploadPrivate(bytes, owner, key);
  }
}
