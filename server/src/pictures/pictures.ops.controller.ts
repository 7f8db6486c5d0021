import { Controller, Inject, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PICTURE_BYTES_MAX, uploadedPictureSchema, type UploadedPicture } from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { FileBody, uploadedFile } from '../platform/upload.js';
import { Pictures } from './pictures.js';

@ApiTags('ops: pictures')
@Controller('ops/pictures')
export class PicturesOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly pictures: Pictures,
    private readonly audit: AuditTrail,
  ) {}

  @Post()
  @Needs('pictures.write')
  @ApiOperation({
    summary: 'Upload a picture for the catalogue; PICTURE_INVALID, PICTURE_TOO_LARGE',
  })
  @ApiConsumes('multipart/form-data')
  @FileBody()
  @Answers(uploadedPictureSchema)
  @Refuses('PICTURE_INVALID', 'PICTURE_TOO_LARGE')
  async upload(
    @CurrentOperator() operator: OperatorSession,
    @Req() request: FastifyRequest,
  ): Promise<UploadedPicture> {
    const bytes = await uploadedFile(request, PICTURE_BYTES_MAX, 'PICTURE_TOO_LARGE');
    const { name: _name, ...picture } = await this.pictures.uploadPublic(bytes);
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, {
        operator,
        action: 'picture.upload',
        subjectKind: 'picture',
        subjectId: picture.id,
        before: null,
        after: picture,
      }),
    );
    return picture;
  }
}
