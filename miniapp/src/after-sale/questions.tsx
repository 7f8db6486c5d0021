import { Text } from '@tarojs/components';
import type { AfterSaleKind, Order } from '@siyu/shared';
import type { PropsWithChildren } from 'react';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Problem } from '@/ui/problem';
import { ClaimLines } from './claim-lines';
import {
  claimable,
  kindsFor,
  reasonsFor,
  withKind,
  withPieces,
  withReason,
  type Answer,
} from './request-form';
import type { Request } from './use-request';
import { words } from './wording';
import './questions.scss';

/** What has to be answered: how it should end, about which goods, and why. */
export function Questions({ order, request }: { order: Order; request: Request }) {
  const { fields, setFields, missing } = request;
  const kinds = kindsFor(order);
  return (
    <>
      {kinds.length === 1 ? null : (
        <Question about="kind" missing={missing}>
          <Choices
            label={words.questions.kind}
            choices={named(kinds, words.kinds)}
            chosen={fields.kind}
            onChoose={(kind) => setFields((before) => withKind(before, kind, order.lines))}
          />
          <Explained kind={fields.kind} />
        </Question>
      )}
      <Question about="goods" missing={missing}>
        <ClaimLines
          lines={order.lines.filter((line) => claimable(line, null, null) > 0)}
          fields={fields}
          onPieces={(id, quantity) => setFields((before) => withPieces(before, id, quantity))}
        />
      </Question>
      {fields.kind === null ? null : (
        <Question about="reason" missing={missing}>
          <Choices
            label={words.questions.reason}
            choices={named(reasonsFor(fields.kind, order.lines), words.reasons)}
            chosen={fields.reason}
            onChoose={(reason) => setFields((before) => withReason(before, reason, order.lines))}
          />
        </Question>
      )}
    </>
  );
}

function Question(props: PropsWithChildren<{ about: Answer; missing: readonly Answer[] }>) {
  const { about, missing, children } = props;
  return (
    <Card className="question" title={words.questions[about]}>
      <Problem text={missing.includes(about) ? words.missing[about] : null} />
      {children}
    </Card>
  );
}

function Explained({ kind }: { kind: AfterSaleKind | null }) {
  if (kind === null) return null;
  return <Text className="questions-explained">{words.kindsExplained[kind]}</Text>;
}

function named<Key extends string>(keys: readonly Key[], names: Readonly<Record<Key, string>>) {
  return keys.map((key) => ({ key, text: names[key] }));
}
