import { Injectable } from '@nestjs/common';
import { LoginListeners } from '../../identity/login-listeners.js';
import { Clock } from '../../platform/clock.js';
import { Attributions } from '../binding/attributions.service.js';
import { noteInstallation, stitchVisits } from './visit.store.js';

/** What was opened on a device since its last login becomes whose who logs in, and is decided. */
@Injectable()
export class StitchVisits {
  constructor(clock: Clock, attributions: Attributions, logins: LoginListeners) {
    logins.add(async (tx, { shopperId, installationId }) => {
      if (installationId === null) return;
      const now = clock.now();
      await noteInstallation(tx, installationId, shopperId, now);
      const stitched = await stitchVisits(tx, installationId, shopperId, now);
      if (stitched > 0) await attributions.decide(tx, shopperId);
    });
  }
}
