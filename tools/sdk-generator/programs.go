package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml"
	yaml "github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/codegen"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The program of an example as it is written, and the folder's only file that people write.
const source = "Pulumi.yaml"

var programsIn = map[string]func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error){
	"nodejs": nodejs.GenerateProgram,
	"python": python.GenerateProgram,
	"go":     golang.GenerateProgram,
}

// Converts each example below a folder into the other languages, as `pulumi convert` does.
func convert(pkg *schema.Package, examples, folder string) error {
	entries, err := os.ReadDir(examples)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		file := filepath.Join(examples, entry.Name(), source)
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for language, generate := range programsIn {
			// Each generator changes the program that it is given.
			program, err := programOf(file, text, onlyThis{pkg})
			if err != nil {
				return err
			}
			made, diagnostics, err := generate(program)
			if err == nil && diagnostics.HasErrors() {
				err = diagnostics
			}
			if err != nil {
				return fmt.Errorf("%s: %s: %w", file, language, err)
			}
			if err := write(filepath.Join(folder, entry.Name()), made); err != nil {
				return err
			}
		}
	}
	return nil
}

func programOf(file string, text []byte, loader schema.ReferenceLoader) (*pcl.Program, error) {
	template, faults, err := pulumiyaml.LoadYAMLBytes(file, text)
	if err == nil && faults.HasErrors() {
		err = faults
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	program, diagnostics, err := yaml.EjectProgram(template, loader)
	if err == nil && diagnostics.HasErrors() {
		err = diagnostics
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return program, nil
}
