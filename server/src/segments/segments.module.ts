import { Module } from '@nestjs/common';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { AnswerSegments } from './answer-segments.js';
import { RefreshSegments } from './refresh-segments.service.js';
import { RfmOpsController } from './rfm/rfm.ops.controller.js';
import { RfmScores } from './rfm/rfm.service.js';
import { SegmentMembersOpsController } from './segment-members.ops.controller.js';
import { SegmentsOpsController } from './segments.ops.controller.js';
import { SegmentsPersonalData } from './segments.personal.js';
import { Segments } from './segments.service.js';
import { Taggings } from './taggings.service.js';

/** Whom campaigns are for: lists that operators keep, and rules that are asked anew. */
@Module({
  imports: [PromotionsModule],
  controllers: [SegmentsOpsController, SegmentMembersOpsController, RfmOpsController],
  // Scores come first: rules ask for them.
  providers: [RfmScores, RefreshSegments, Segments, Taggings, AnswerSegments, SegmentsPersonalData],
})
export class SegmentsModule {}
