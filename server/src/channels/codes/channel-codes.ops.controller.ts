import { Body, Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  channelCodeSchema,
  CHANNEL_FILE_BYTES_MAX,
  channelCodeBatchRequestSchema,
  channelCodeBatchSchema,
  channelFileAskSchema,
  channelCodeListQuerySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  type ChannelCode,
  type ChannelCodeBatch,
  type ChannelCodeBatchRequest,
  type ChannelFileAsk,
  type ChannelCodeListQuery,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { FileBody, uploadedFile } from '../../platform/upload.js';
import { channelsIn } from './channels-in-file.js';
import { ChannelCodes } from './channel-codes.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Mini-program codes of many channels in one file, for the printer. */
@ApiTags('ops: channels')
@Controller('ops/channel-code-batches')
export class ChannelCodesOpsController {
  constructor(private readonly batches: ChannelCodes) {}

  /** A job makes them; `made` and `failed` of `codes` say how far it is. All of it or nothing. */
  @Post()
  @Needs('channels.write')
  @ApiOperation({ summary: 'Ask for the codes of channels: by id, by kind, or made with it' })
  @Answers(channelCodeBatchSchema, 202)
  @Refuses('NOT_FOUND', 'TOO_LARGE', 'PRODUCT_NOT_FOUND', 'CAMPAIGN_NOT_FOUND')
  ask(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: channelCodeBatchRequestSchema }) request: ChannelCodeBatchRequest,
  ): Promise<ChannelCodeBatch> {
    return this.batches.ask(operator, request);
  }

  /** Columns 渠道, 类型, 负责人, 落地页, 商品编号, 成本方式, 成本 (yuan), 开始日期, 结束日期. */
  @Post('file')
  @Needs('channels.write')
  @ApiOperation({
    summary: 'Make the channels of a CSV file and ask for their codes; IMPORT_INVALID by line',
  })
  @ApiConsumes('multipart/form-data')
  @FileBody()
  @Answers(channelCodeBatchSchema, 202)
  @Refuses('IMPORT_INVALID', 'TOO_LARGE', 'PRODUCT_NOT_FOUND')
  async askByFile(
    @CurrentOperator() operator: OperatorSession,
    @Query({ schema: channelFileAskSchema }) { widthPx, withLinks }: ChannelFileAsk,
    @Req() request: FastifyRequest,
  ): Promise<ChannelCodeBatch> {
    const csv = await uploadedFile(request, CHANNEL_FILE_BYTES_MAX, 'TOO_LARGE');
    const of = { by: 'new', channels: channelsIn(csv) } as const;
    return this.batches.ask(operator, { of, widthPx, withLinks: withLinks === 'true' });
  }

  @Get()
  @Needs('channels.read')
  @ApiOperation({ summary: 'A page of batches, newest first; each is forgotten after a week' })
  @Answers(pageSchema(channelCodeBatchSchema))
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<ChannelCodeBatch>> {
    return this.batches.list(query);
  }

  @Get(':id')
  @Needs('channels.read')
  @ApiOperation({ summary: 'How far a batch is' })
  @Answers(channelCodeBatchSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<ChannelCodeBatch> {
    return this.batches.show(id);
  }

  @Get(':id/codes')
  @Needs('channels.read')
  @ApiOperation({ summary: 'A page of the codes of a batch, with why some could not be made' })
  @Answers(pageSchema(channelCodeSchema))
  @Refuses('NOT_FOUND')
  listCodes(
    @Id() id: string,
    @Query({ schema: channelCodeListQuerySchema }) query: ChannelCodeListQuery,
  ): Promise<Page<ChannelCode>> {
    return this.batches.listCodes(id, query);
  }

  /** Safe to repeat. */
  @Post(':id/retry')
  @Needs('channels.write')
  @ApiOperation({ summary: 'Have what failed of a batch tried again' })
  @Answers(channelCodeBatchSchema, 202)
  @Refuses('NOT_FOUND')
  retry(@CurrentOperator() operator: OperatorSession, @Id() id: string): Promise<ChannelCodeBatch> {
    return this.batches.retry(operator, id);
  }

  /** CONFLICT while some of it wait. Those that failed are on its list alone. */
  @Get(':id/codes.zip')
  @Needs('channels.read')
  @ApiOperation({ summary: 'A PNG per code, named after its channel, and codes.csv' })
  @AnswersFile('application/zip')
  @Refuses('NOT_FOUND', 'CONFLICT')
  async download(@Id() id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.batches.archive(id), {
      type: 'application/zip',
      disposition: `attachment; filename="channel-codes-${id}.zip"`,
    });
  }
}
