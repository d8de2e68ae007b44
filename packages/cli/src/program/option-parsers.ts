import { InvalidArgumentError } from 'commander';

/** A whole number from 1 to `max`. */
export function wholeNumber(max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1 || number > max) throw new InvalidArgumentError(`1-${max}`);
    return number;
  };
}
