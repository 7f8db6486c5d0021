import {
  CHANNEL_COLUMNS,
  CHANNEL_COLUMNS_NEEDED,
  channelInputSchema,
  CHANNELS_AT_ONCE_MAX,
  readChannel,
  type ChannelInput,
} from '@siyu/shared';
import { readCsv } from '../../platform/read-csv.js';
import { Refusal } from '../../platform/refusal.js';

const PROBLEMS_SHOWN_MAX = 50;

/** What is wrong in a line: its column, or the fields of the channel that it would make. */
interface LineProblem {
  line: number;
  columns: string[];
}

/**
 * The channels a CSV file would make, all of them or none.
 * @throws Refusal IMPORT_INVALID with the lines that are wrong; TOO_LARGE for too many
 */
export function channelsIn(csv: Buffer): ChannelInput[] {
  const needed = CHANNEL_COLUMNS_NEEDED.map((column) => CHANNEL_COLUMNS[column]);
  const { rows, uneven } = readCsv(csv, needed);
  if (rows.length > CHANNELS_AT_ONCE_MAX) {
    throw new Refusal('TOO_LARGE', { channelsMax: CHANNELS_AT_ONCE_MAX });
  }
  const problems: LineProblem[] = uneven.map(({ line }) => ({ line, columns: [] }));
  const channels = rows.flatMap(({ line, cells }) => {
    const { channel, problem } = readChannel(cells);
    const parsed = channelInputSchema.safeParse(channel);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(({ path }) => path.join('.'));
    problems.push({ line, columns: problem ? [CHANNEL_COLUMNS[problem]] : fields });
    return [];
  });
  if (problems.length > 0 || channels.length === 0) {
    throw new Refusal('IMPORT_INVALID', { problems: problems.slice(0, PROBLEMS_SHOWN_MAX) });
  }
  return channels;
}
