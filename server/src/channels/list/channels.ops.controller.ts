import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  channelEditSchema,
  channelInputSchema,
  channelListQuerySchema,
  channelSchema,
  idSchema,
  pageSchema,
  type Channel,
  type ChannelEdit,
  type ChannelInput,
  type ChannelListQuery,
  type Page,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { Channels } from './channels.service.js';

@ApiTags('ops: channels')
@Controller('ops/channels')
export class ChannelsOpsController {
  constructor(private readonly channels: Channels) {}

  @Get()
  @Needs('channels.read')
  @ApiOperation({ summary: 'A page of channels, newest first' })
  @Answers(pageSchema(channelSchema))
  list(@Query({ schema: channelListQuerySchema }) query: ChannelListQuery): Promise<Page<Channel>> {
    return this.channels.list(query);
  }

  @Get(':id')
  @Needs('channels.read')
  @ApiOperation({ summary: 'A channel with its code and the version an edit must name' })
  @Answers(channelSchema)
  @Refuses('NOT_FOUND')
  show(@Param('id', { schema: idSchema }) id: string): Promise<Channel> {
    return this.channels.show(id);
  }

  @Post()
  @Needs('channels.write')
  @ApiOperation({ summary: 'Open a channel; it is given a code' })
  @Answers(channelSchema, 201)
  @Refuses('PRODUCT_NOT_FOUND', 'CAMPAIGN_NOT_FOUND')
  create(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: channelInputSchema }) input: ChannelInput,
  ): Promise<Channel> {
    return this.channels.create(operator, input);
  }

  /** What it costs changes from the present Beijing day on; what days before cost stays. */
  @Put(':id')
  @Needs('channels.write')
  @ApiOperation({ summary: 'Rewrite a channel; the code of a closed one leads home' })
  @Answers(channelSchema)
  @Refuses('NOT_FOUND', 'VERSION_CONFLICT', 'PRODUCT_NOT_FOUND', 'CAMPAIGN_NOT_FOUND')
  edit(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: channelEditSchema }) edit: ChannelEdit,
  ): Promise<Channel> {
    return this.channels.edit(operator, id, edit);
  }
}
