import { Text, View } from '@tarojs/components';
import type { TeamAnswer } from '@siyu/shared';
import { heldSeats, SEATS_SHOWN_MAX, seatsShown, type TeamStage } from './team-stage';
import { words } from './wording';
import './seats.scss';

/** What a seat is that nobody has paid for. */
type Unpaid = 'free' | 'held' | 'over';
const SIGNS: Record<Unpaid, string> = { free: '+', held: '…', over: '' };
const NAMES: Record<Unpaid, string> = { free: words.free, held: words.paying, over: '' };

type Member = TeamAnswer['members'][number];

/** A circle for each seat. Only people who have paid fill one; nobody is invented. */
export function Seats({ team, stage }: { team: TeamAnswer; stage: TeamStage }) {
  const { members, size } = team;
  const shown = seatsShown(team);
  const isOpen = stage === 'forming' || stage === 'full';
  const held = isOpen ? heldSeats(team) : 0;
  const beyond = Math.max(size, members.length) - SEATS_SHOWN_MAX;
  return (
    <View>
      <View className="seats">
        {Array.from({ length: shown }, (_, at) => (
          <Seat
            key={at}
            member={members[at]}
            unpaid={!isOpen ? 'over' : at < members.length + held ? 'held' : 'free'}
          />
        ))}
      </View>
      {beyond <= 0 ? null : <Text className="seats-more">{words.more(beyond)}</Text>}
    </View>
  );
}

function Seat({ member, unpaid }: { member: Member | undefined; unpaid: Unpaid }) {
  if (member === undefined) {
    return (
      <View className="seat">
        <View className="seat-circle seat-free">{SIGNS[unpaid]}</View>
        <Text className="seat-name">{NAMES[unpaid]}</Text>
      </View>
    );
  }
  const { isMe, isLeader, number, isRefunded } = member;
  return (
    <View className="seat">
      <View className={`seat-circle${isMe ? ' seat-mine' : ''}`}>
        {isMe ? words.me : String(number)}
        {isLeader ? <Text className="seat-leader">{words.leader}</Text> : null}
      </View>
      <Text className="seat-name">{isRefunded ? words.refunded : words.member(number)}</Text>
    </View>
  );
}
