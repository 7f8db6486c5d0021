import { Injectable } from '@nestjs/common';
import { SegmentMembers } from '../promotions/campaigns/audience.js';
import { segmentsOf } from './segment-member.store.js';
import { knownSegments } from './segment.store.js';

/** Answers promotions about segments: who is in one is what its last run or an operator said. */
@Injectable()
export class AnswerSegments {
  constructor(members: SegmentMembers) {
    members.register({
      segmentsOf: async (db, shopperId) => {
        const found = await segmentsOf(db, shopperId);
        return new Set(found.map(({ segmentId }) => segmentId));
      },
      knownOf: knownSegments,
    });
  }
}
