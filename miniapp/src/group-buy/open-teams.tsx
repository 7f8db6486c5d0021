import { Text, View } from '@tarojs/components';
import type { GroupBuyOffer, OpenTeam } from '@siyu/shared';
import { useState } from 'react';
import { go } from '@/platform/go';
import { Button } from '@/ui/button';
import { Cell } from '@/ui/cell';
import { Countdown } from '@/ui/countdown';
import { RulesSheet } from './rules-sheet';
import { words } from './wording';
import './open-teams.scss';

const TEAMS_SHOWN = 3;

interface OpenTeamsProps {
  offer: GroupBuyOffer;
  teams: readonly OpenTeam[];
  onEnd: () => void;
}

/** What buying together means here, and the teams one can join at once. */
export function OpenTeams({ offer, teams, onEnd }: OpenTeamsProps) {
  const [reading, setReading] = useState(false);
  return (
    <View className="open-teams">
      <Cell
        text={words.rulesBrief(offer.size)}
        value={words.rules}
        onTap={() => setReading(true)}
      />
      {teams.length === 0 ? null : <View className="open-teams-title">{words.open}</View>}
      {teams.slice(0, TEAMS_SHOWN).map((team) => (
        <Team key={team.id} team={team} onEnd={onEnd} />
      ))}
      <View>{reading ? <RulesSheet offer={offer} onClose={() => setReading(false)} /> : null}</View>
    </View>
  );
}

function Team({ team, onEnd }: { team: OpenTeam; onEnd: () => void }) {
  const { id, size, missing, expiresAt, isMine, newcomersJoin } = team;
  return (
    <View className="open-team">
      <View className="open-team-about">
        <View className="open-team-line">
          <Text className="open-team-size">{words.together(size)}</Text>
          <Text className="open-team-missing">
            {missing === 0 ? words.enough : words.short(missing)}
          </Text>
        </View>
        <View className="open-team-note">
          <Text>{words.left} </Text>
          <Countdown until={expiresAt} onEnd={onEnd} />
          {newcomersJoin ? <Text> · {words.newcomersJoin}</Text> : null}
        </View>
      </View>
      <Button
        compact
        kind={isMine ? 'secondary' : 'primary'}
        text={isMine ? words.myTeam : words.goJoin}
        onTap={() => go(`/group-buy/team?team=${id}`)}
      />
    </View>
  );
}
