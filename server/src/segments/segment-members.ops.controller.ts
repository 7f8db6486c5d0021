import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  memberSegmentsSchema,
  pageQuerySchema,
  pageSchema,
  segmentMemberSchema,
  taggedSchema,
  taggingSchema,
  type MemberSegments,
  type Page,
  type PageQuery,
  type SegmentMember,
  type Tagged,
  type Tagging,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers, AnswersFile } from '../platform/answers.js';
import { csvDownload } from '../platform/csv-download.js';
import { Refuses } from '../platform/refuses.js';
import { Segments } from './segments.service.js';
import { Taggings } from './taggings.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Who is in tags and segments. */
@ApiTags('ops: segments')
@Controller('ops')
export class SegmentMembersOpsController {
  constructor(
    private readonly taggings: Taggings,
    private readonly segments: Segments,
  ) {}

  @Get('segments/:id/members')
  @Needs('segments.read')
  @ApiOperation({ summary: 'Who is in it, by their ids' })
  @Answers(pageSchema(segmentMemberSchema))
  @Refuses('NOT_FOUND')
  list(
    @Id() id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<SegmentMember>> {
    return this.taggings.page(id, query);
  }

  @Get('segments/:id/members.csv')
  @Needs('segments.export')
  @ApiOperation({ summary: 'All of them as CSV; phones are whole for who may export members' })
  @AnswersFile('text/csv')
  @Refuses('NOT_FOUND')
  async download(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
  ): Promise<StreamableFile> {
    return csvDownload(await this.taggings.file(operator, id), 'segment.csv');
  }

  /** By account id or phone number, a thousand at a time; of one number it is who came last. */
  @Post('segments/:id/members')
  @Needs('segments.write')
  @ApiOperation({ summary: 'Put a tag on accounts and take it off others; safe to repeat' })
  @Answers(taggedSchema)
  @Refuses('NOT_FOUND')
  tag(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: taggingSchema }) tagging: Tagging,
  ): Promise<Tagged> {
    return this.taggings.tag(operator, id, tagging);
  }

  @Get('people/:id/segments')
  @Needs('segments.read')
  @ApiOperation({ summary: 'What an account is in, and what it entered and left' })
  @Answers(memberSegmentsSchema)
  @Refuses('MEMBER_NOT_FOUND')
  of(@Id() id: string): Promise<MemberSegments> {
    return this.segments.of(id);
  }
}
