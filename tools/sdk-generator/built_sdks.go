//go:build sdks

package main

// What a generated SDK imports, so that go.sum has the sums with which the tests build one.
import (
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)
