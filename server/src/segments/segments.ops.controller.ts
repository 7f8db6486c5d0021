import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  pageSchema,
  segmentEditSchema,
  segmentInputSchema,
  segmentListQuerySchema,
  segmentPreviewRequestSchema,
  segmentPreviewSchema,
  segmentSchema,
  type Page,
  type Segment,
  type SegmentEdit,
  type SegmentInput,
  type SegmentListQuery,
  type SegmentPreview,
  type SegmentRule,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { Segments } from './segments.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Tags, and rules that find whom a campaign is for. */
@ApiTags('ops: segments')
@Controller('ops/segments')
export class SegmentsOpsController {
  constructor(private readonly segments: Segments) {}

  @Get()
  @Needs('segments.read')
  @ApiOperation({ summary: 'Tags and segments with how many are in them, newest first' })
  @Answers(pageSchema(segmentSchema))
  list(@Query({ schema: segmentListQuerySchema }) query: SegmentListQuery): Promise<Page<Segment>> {
    return this.segments.list(query);
  }

  @Post('preview')
  @Needs('segments.read')
  @ApiOperation({ summary: 'How many a rule finds now, with a sample; nothing is saved' })
  @Answers(segmentPreviewSchema)
  preview(
    @Body({ schema: segmentPreviewRequestSchema }) { rule }: { rule: SegmentRule },
  ): Promise<SegmentPreview> {
    return this.segments.preview(rule);
  }

  /** Its rule is asked at once, and each hour. */
  @Post()
  @Needs('segments.write')
  @ApiOperation({ summary: 'A new tag, or a segment with a rule' })
  @Answers(segmentSchema, 201)
  create(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: segmentInputSchema }) input: SegmentInput,
  ): Promise<Segment> {
    return this.segments.create(operator, input);
  }

  @Get(':id')
  @Needs('segments.read')
  @ApiOperation({ summary: 'A tag or segment' })
  @Answers(segmentSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<Segment> {
    return this.segments.show(id);
  }

  @Put(':id')
  @Needs('segments.write')
  @ApiOperation({
    summary: 'Rename it, or rewrite its rule; VERSION_CONFLICT when edited meanwhile',
  })
  @Answers(segmentSchema)
  @Refuses('NOT_FOUND', 'VERSION_CONFLICT')
  edit(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: segmentEditSchema }) edit: SegmentEdit,
  ): Promise<Segment> {
    return this.segments.edit(operator, id, edit);
  }

  /** A campaign for it is for nobody then. */
  @Delete(':id')
  @Needs('segments.write')
  @ApiOperation({ summary: 'Delete it; who was in it stays on record' })
  @Answers(null)
  @Refuses('NOT_FOUND')
  remove(@CurrentOperator() operator: OperatorSession, @Id() id: string): Promise<void> {
    return this.segments.remove(operator, id);
  }
}
