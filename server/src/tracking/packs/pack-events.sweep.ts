import { Injectable } from '@nestjs/common';
import { Sweeps } from '../../platform/sweeps.js';
import { EventPacks } from './event-packs.service.js';

/** Funnels are that old at most. A busy day is read whole each time. */
const EVERY_MS = 5 * 60_000;

/** Packs the days of which more was told, each once a round: today may wait again at once. */
@Injectable()
export class PackEventsSweep {
  private after = '';

  constructor(
    private readonly packs: EventPacks,
    sweeps: Sweeps,
  ) {
    sweeps.every('tracking.pack', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const day = await this.packs.packNext(this.after);
    this.after = day ?? '';
    return day !== null;
  }
}
