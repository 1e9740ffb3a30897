package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/events"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optdestroy"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// inline runs a program as an inline program of the Automation API, one step of its stack: STEP [FLAG…]. It takes the place of
// pulumi.Run.
func inline(program pulumi.RunFunc) {
	ctx := context.Background()
	stack, err := auto.UpsertStackInlineSource(ctx, os.Getenv("STACK"), "shop", program, auto.WorkDir("."))
	if err == nil {
		err = take(ctx, stack, os.Args[1], os.Args[2:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func take(ctx context.Context, stack auto.Stack, step string, flags []string) error {
	switch step {
	case "init":
		return nil
	case "preview":
		options := []optpreview.Option{optpreview.ProgressStreams(os.Stdout), optpreview.ErrorProgressStreams(os.Stderr)}
		options = append(options, chosen(flags, optpreview.Refresh(), optpreview.Diff(), optpreview.ExpectNoChanges())...)
		_, err := stack.Preview(ctx, options...)
		return err
	case "up":
		options := []optup.Option{optup.ProgressStreams(os.Stdout), optup.ErrorProgressStreams(os.Stderr)}
		options = append(options, chosen(flags, optup.Refresh(), optup.Diff(), optup.ExpectNoChanges())...)
		kept := func() error { return nil }
		if at := slices.Index(flags, "--event-log"); at >= 0 {
			channel := make(chan events.EngineEvent)
			options, kept = append(options, optup.EventStreams(channel)), keep(channel, flags[at+1])
		}
		_, err := stack.Up(ctx, options...)
		if err != nil {
			return err
		}
		return kept()
	case "destroy":
		_, err := stack.Destroy(ctx, optdestroy.ProgressStreams(os.Stdout), optdestroy.ErrorProgressStreams(os.Stderr))
		return err
	}
	return fmt.Errorf("no step %s", step)
}

// chosen has the options that flags ask for.
func chosen[Option any](flags []string, refresh, diff, noChanges Option) []Option {
	options := []Option{}
	for flag, option := range map[string]Option{"--refresh": refresh, "--diff": diff, "--expect-no-changes": noChanges} {
		if slices.Contains(flags, flag) {
			options = append(options, option)
		}
	}
	return options
}

// keep writes the events of a run to a file. Its answer waits for the last one.
func keep(channel <-chan events.EngineEvent, path string) func() error {
	done := make(chan error, 1)
	go func() {
		all := []any{}
		for event := range channel {
			all = append(all, event.EngineEvent)
		}
		text, err := json.Marshal(all)
		if err == nil {
			err = os.WriteFile(path, text, 0o600)
		}
		done <- err
	}()
	return func() error { return <-done }
}
