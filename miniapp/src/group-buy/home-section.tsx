import { Text, View } from '@tarojs/components';
import type { NearestTeam } from '@siyu/shared';
import { go } from '@/platform/go';
import { Countdown } from '@/ui/countdown';
import { Picture } from '@/ui/picture';
import { Price, yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './home-section.scss';

const TEAMS_SHOWN = 3;

interface TeamsSectionProps {
  teams: readonly NearestTeam[];
  /** A team's time is over: ask again who gathers now. */
  onEnd: () => void;
}

/** Teams that miss few people, on the front page; nothing where there are none. */
export function TeamsSection({ teams, onEnd }: TeamsSectionProps) {
  if (teams.length === 0) return <View />;
  return (
    <View className="home-teams">
      <View className="home-teams-title">{words.nearest}</View>
      {teams.slice(0, TEAMS_SHOWN).map((team) => (
        <Team key={team.id} team={team} onEnd={onEnd} />
      ))}
    </View>
  );
}

function Team({ team, onEnd }: { team: NearestTeam; onEnd: () => void }) {
  const { id, size, missing, expiresAt, product, priceFen, priceVaries, newcomersJoin } = team;
  return (
    <Tap
      className="home-team"
      role="link"
      label={`${product.title} ${words.short(missing)}`}
      onTap={() => go(`/group-buy/team?team=${id}`)}
    >
      <Picture className="home-team-picture" url={product.pictureUrl} name={product.title} />
      <View className="home-team-words">
        <View className="home-team-name">{product.title}</View>
        <View className="home-team-need">
          <Text>{words.together(size)} · </Text>
          <Text className="home-team-missing">{words.short(missing)}</Text>
          {newcomersJoin ? <Text> · {words.newcomersJoin}</Text> : null}
        </View>
        <View className="home-team-foot">
          <View className="home-team-cost">
            <Price amountFen={priceFen} from={priceVaries} />
            <Text className="home-team-alone">{words.alone(yuanText(team.ordinaryPriceFen))}</Text>
          </View>
          <View className="home-team-left">
            <Text>{words.left} </Text>
            <Countdown until={expiresAt} onEnd={onEnd} />
          </View>
        </View>
      </View>
    </Tap>
  );
}
