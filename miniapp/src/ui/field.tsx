import { Input, Text, Textarea, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { accessible } from './accessible';
import { Problem } from './problem';
import './field.scss';

interface FieldProps {
  label: string;
  /** What is wrong with what stands there, or nothing. */
  problem?: string | null;
  /** Of more than one line: its label stands at the first. */
  tall?: boolean;
}

/** A row of a form: its label, whatever is entered, and what is wrong with it. */
export function Field(props: PropsWithChildren<FieldProps>) {
  const { label, problem = null, tall = false, children } = props;
  return (
    <View className={tall ? 'field field-tall' : 'field'}>
      <View className="field-row">
        <Text className="field-label">{label}</Text>
        <View className="field-value">{children}</View>
      </View>
      <Problem text={problem} />
    </View>
  );
}

interface TextFieldProps extends Omit<FieldProps, 'tall'> {
  value: string;
  placeholder: string;
  type?: 'text' | 'number' | 'digit';
  lengthMax?: number;
  onInput: (value: string) => void;
}

/** A row with one line of text. */
export function TextField(props: TextFieldProps) {
  const { label, problem = null, value, placeholder, type = 'text', lengthMax = 60 } = props;
  return (
    <Field label={label} problem={problem}>
      <Input
        className="field-input"
        value={value}
        type={type}
        maxlength={lengthMax}
        placeholder={placeholder}
        placeholderClass="placeholder"
        onInput={(event) => props.onInput(event.detail.value)}
        {...accessible({ 'aria-label': label })}
      />
    </Field>
  );
}

/** A row with a few lines of text. */
export function LongTextField(props: TextFieldProps) {
  const { label, problem = null, value, placeholder, lengthMax = 120, onInput } = props;
  return (
    <Field tall label={label} problem={problem}>
      <Textarea
        className="field-area"
        value={value}
        maxlength={lengthMax}
        placeholder={placeholder}
        placeholderClass="placeholder"
        onInput={(event) => onInput(event.detail.value)}
        {...accessible({ 'aria-label': label })}
      />
    </Field>
  );
}

/** A card of fields. */
export function Fields({ children }: PropsWithChildren) {
  return <View className="fields">{children}</View>;
}
