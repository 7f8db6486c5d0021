import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Choices } from './choices';
import { Field } from './field';
import { Sheet } from './sheet';
import { Tap } from './tap';
import './choice-field.scss';

interface ChoiceFieldProps<Key extends string> {
  label: string;
  problem?: string | null;
  placeholder: string;
  choices: readonly { key: Key; text: string }[];
  chosen: Key | null;
  onChoose: (key: Key) => void;
}

/** A row of a form whose answer is picked from a sheet. */
export function ChoiceField<Key extends string>(props: ChoiceFieldProps<Key>) {
  const { label, problem, placeholder, choices, chosen, onChoose } = props;
  const [open, setOpen] = useState(false);
  const text = choices.find(({ key }) => key === chosen)?.text;
  return (
    <>
      <Field label={label} {...(problem !== undefined && { problem })}>
        <Tap
          className="choice-field"
          label={`${label} ${text ?? placeholder}`}
          onTap={() => setOpen(true)}
        >
          <Text className={text === undefined ? 'placeholder' : ''}>{text ?? placeholder}</Text>
        </Tap>
      </Field>
      <Sheet open={open} title={label} onClose={() => setOpen(false)}>
        <Choices
          label={label}
          choices={choices}
          chosen={chosen}
          onChoose={(key) => {
            onChoose(key);
            setOpen(false);
          }}
        />
      </Sheet>
    </>
  );
}
