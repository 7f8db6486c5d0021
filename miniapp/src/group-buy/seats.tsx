import { Text, View } from '@tarojs/components';
import type { TeamAnswer } from '@siyu/shared';
import { SEATS_SHOWN_MAX, seatsShown } from './team-stage';
import { words } from './wording';
import './seats.scss';

type Member = TeamAnswer['members'][number];

/** A circle for each seat. Only people who have paid fill one; nobody is invented. */
export function Seats({ team }: { team: TeamAnswer }) {
  const { members, size } = team;
  const shown = seatsShown(team);
  const beyond = Math.max(size, members.length) - SEATS_SHOWN_MAX;
  return (
    <View>
      <View className="seats">
        {Array.from({ length: shown }, (_, at) => (
          <Seat key={at} member={members[at]} ended={team.state !== 'forming'} />
        ))}
      </View>
      {beyond <= 0 ? null : <Text className="seats-more">{words.more(beyond)}</Text>}
    </View>
  );
}

function Seat({ member, ended }: { member: Member | undefined; ended: boolean }) {
  if (member === undefined) {
    return (
      <View className="seat">
        <View className="seat-circle seat-free">{ended ? '' : '+'}</View>
        <Text className="seat-name">{ended ? '' : words.free}</Text>
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
