import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { dueSweep } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { lockTeam, teamsOverdue, teamsToWarn, type TeamRow } from './team.store.js';
import { Teams } from './teams.service.js';

const BATCH = 50;
const CLOSE_EVERY_MS = 1_000;
const WARN_EVERY_MS = 60_000;

/** Closes teams whose time is over, and tells the members of those whose time runs out. */
@Injectable()
export class TeamDeadlinesSweep {
  private readonly log = new Logger('group-buy');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly teams: Teams,
    sweeps: Sweeps,
  ) {
    const close = dueSweep({
      pageSize: BATCH,
      page: (after) => teamsOverdue(this.db.manager, this.clock.now(), after, BATCH),
      move: ({ id }) =>
        this.withTeam(id, (tx, team) => this.teams.closeIfOver(tx, team, this.clock.now())),
      failed: ({ id }, error) => this.log.error(`alert: team ${id} could not be closed: ${error}`),
    });
    const warn = dueSweep({
      pageSize: BATCH,
      page: (after) => teamsToWarn(this.db.manager, this.clock.now(), after, BATCH),
      move: ({ id }) => this.withTeam(id, (tx, team) => this.teams.warn(tx, team)),
      failed: ({ id }, error) => this.log.error(`team ${id} could not be warned: ${error}`),
    });
    sweeps.every('group-buy.close', CLOSE_EVERY_MS, close);
    sweeps.every('group-buy.warn', WARN_EVERY_MS, warn);
  }

  /** What closed or was warned in the same moment is left alone. */
  private withTeam(id: string, work: (tx: Tx, team: TeamRow) => Promise<unknown>): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const team = await lockTeam(tx, id);
      if (team?.state === 'forming') await work(tx, team);
    });
  }
}
